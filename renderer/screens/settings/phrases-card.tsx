/** A reader's own snippets (settings): `;code` and a blank writes the phrase; and the way to the templates. */
import { ActionIcon, Button, Code, Group, Paper, Select, Table, Text, TextInput, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Snippet } from '#shared/contract/reporting.ts';
import { usePlace } from '../../state/place-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import classes from './settings.module.css';

const code = /^[a-z0-9]{1,16}$/;

export function PhrasesCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const go = usePlace((state) => state.go);
  const [abbreviation, setAbbreviation] = useState('');
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Snippet['kind']>('*');
  const [failed, setFailed] = useState<unknown>(null);
  const snippets = useQuery({ queryKey: ['snippets'], queryFn: () => unwrap(station.reporting.snippets()) });
  const own = (snippets.data ?? []).filter((snippet) => !snippet.builtIn);
  const hidden = (snippets.data ?? []).find((one) => one.abbreviation === abbreviation && !own.includes(one));
  const run = async (act: Promise<unknown>): Promise<void> => {
    try {
      await act;
      setFailed(null);
      await queries.invalidateQueries({ queryKey: ['snippets'] });
    } catch (error) {
      setFailed(error);
    }
  };
  const isReady = code.test(abbreviation) && text.trim() !== '';
  const add = async (): Promise<void> => {
    await run(unwrap(station.reporting.saveSnippet({ abbreviation, text: text.trim(), kind })));
    setAbbreviation('');
    setText('');
  };
  return (
    <Paper className={classes.card ?? ''} p="lg" withBorder data-phrases>
      <Group justify="space-between" mb="xs">
        <Title order={5}>{t('reporting.snippets')}</Title>
        <Button size="xs" variant="default" onClick={() => go({ screen: 'templates' })} data-open-templates>
          {t('templates.manage')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {t('reporting.snippetHint')}
      </Text>
      {failed !== null && <FailureNote failure={failureOf(failed)} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void add();
        }}
      >
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            label={t('templates.code')}
            w={110}
            value={abbreviation}
            onChange={(event) => setAbbreviation(event.currentTarget.value.toLowerCase())}
            error={abbreviation !== '' && !code.test(abbreviation)}
            data-snippet-code
          />
          <TextInput
            label={t('templates.text')}
            flex={1}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-snippet-text
          />
          <Select
            label={t('templates.kind')}
            w={120}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind((value ?? '*') as Snippet['kind'])}
            data={[
              { value: '*', label: t('templates.every') },
              { value: 'imaging', label: t('kind.imaging') },
              { value: 'ecg', label: t('kind.ecg') },
            ]}
          />
          <Button type="submit" disabled={!isReady} data-add-snippet>
            {t('templates.add')}
          </Button>
        </Group>
      </form>
      {hidden !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('templates.hides', { text: hidden.text })}
        </Text>
      )}
      <div className={classes.keys}>
        <Table mt="md" verticalSpacing={4}>
          <Table.Tbody>
            {own.map((snippet) => (
              <Table.Tr key={snippet.snippetId} data-snippet={snippet.abbreviation}>
                <Table.Td w={120}>
                  <Code>;{snippet.abbreviation}</Code>
                </Table.Td>
                <Table.Td>{snippet.text}</Table.Td>
                <Table.Td w={40}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('templates.remove')}
                    onClick={() =>
                      void run(unwrap(station.reporting.removeSnippet({ snippetId: snippet.snippetId })))
                    }
                    data-remove-snippet
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}
