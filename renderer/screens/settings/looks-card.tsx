/** A reader's own CT windows and the layouts he saved for kinds of exam (settings): changed here, or given up. */
import { Button, Group, NumberInput, Paper, Table, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Keymap } from '#shared/contract/keymap.ts';
import type { Language } from '#shared/failure.ts';
import { useKeymap } from '../../state/use-keymap.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { type OwnWindows, presetsFor } from '../../viewers/image/presets.ts';
import classes from './settings.module.css';

export function LooksCard() {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const queries = useQueryClient();
  const keymap = useKeymap();
  const [failed, setFailed] = useState<unknown>(null);
  const keep = (next: Keymap): void => {
    unwrap(station.settings.setKeymap(next)).then(
      (kept) => {
        setFailed(null);
        queries.setQueriesData({ queryKey: ['keymap'] }, kept);
      },
      (error: unknown) => setFailed(error),
    );
  };
  const own: OwnWindows = keymap.windows ?? {};
  const builtIn = presetsFor('CT');
  const change = (key: string, part: Partial<OwnWindows[string]>): void => {
    const before = presetsFor('CT', own).find((preset) => preset.key === key);
    if (before === undefined) return;
    const { center, width } = { ...before, ...part };
    if (!Number.isFinite(center) || !(width >= 1)) return;
    keep({ ...keymap, windows: { ...own, [key]: { center, width } } });
  };
  const hangings = keymap.hangings ?? [];
  return (
    <Paper className={classes.card ?? ''} p="lg" radius="md" withBorder data-looks>
      <Title order={4} mb="md">
        {t('settings.windows')}
      </Title>
      {failed !== null && <FailureNote failure={failureOf(failed)} />}
      <Table className="tabular" verticalSpacing={2}>
        <Table.Tbody>
          {presetsFor('CT', own).map((preset) => (
            <Table.Tr key={preset.key} data-window={preset.key}>
              <Table.Td w={32}>{preset.key}</Table.Td>
              <Table.Td>{preset[language]}</Table.Td>
              {(['width', 'center'] as const).map((part) => (
                <Table.Td key={part} w={120}>
                  <NumberInput
                    // A value that was given up is written again.
                    key={preset[part]}
                    size="xs"
                    hideControls
                    defaultValue={preset[part]}
                    aria-label={`${preset[language]} ${part === 'width' ? 'WW' : 'WL'}`}
                    leftSection={part === 'width' ? 'WW' : 'WL'}
                    leftSectionWidth={36}
                    onBlur={(event) => {
                      const value = Number(event.currentTarget.value);
                      if (event.currentTarget.value !== '' && value !== preset[part])
                        change(preset.key, { [part]: value });
                    }}
                  />
                </Table.Td>
              ))}
              <Table.Td w={70} align="right">
                {own[preset.key] !== undefined && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    title={`${builtIn.find(({ key }) => key === preset.key)?.width}`}
                    onClick={() => {
                      const { [preset.key]: _, ...windows } = own;
                      keep({ ...keymap, windows });
                    }}
                  >
                    {t('settings.keyBuiltIn')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={4} mt="lg" mb="xs">
        {t('settings.layouts')}
      </Title>
      {hangings.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('settings.noLayouts')}
        </Text>
      )}
      {hangings.map((protocol) => (
        <Group key={protocol.name} justify="space-between" data-own-layout={protocol.name}>
          <Text size="sm">
            {protocol.label[language]} · {protocol.layout.replace('x', '×')}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              keep({ ...keymap, hangings: hangings.filter(({ name }) => name !== protocol.name) })
            }
          >
            {t('settings.layoutRemove')}
          </Button>
        </Group>
      ))}
    </Paper>
  );
}
