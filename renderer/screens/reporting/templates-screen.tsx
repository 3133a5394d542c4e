/** Templates of a reader and of the station: listed, looked at, written, brought in from a file and given out as one. */
import {
  Badge,
  Button,
  FileButton,
  Group,
  Modal,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadTemplates, Template } from '#shared/contract/reporting.ts';
import type { TemplateFile, TemplateForm } from '#shared/report/templates/template-file.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TemplateEditor } from './template-editor.tsx';
import classes from './templates.module.css';

const empty: TemplateForm = {
  name: '',
  kind: 'imaging',
  modality: 'CT',
  bodyPart: '',
  content: { findings: '', impression: '', recommendation: '' },
};

export default function TemplatesScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayShare = useSession((state) => state.session?.member.offices.includes('administrator')) === true;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Template | 'new' | null>(null);
  const [read, setRead] = useState<(ReadTemplates & { readonly name: string }) | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const all = useQuery({
    queryKey: ['templates', 'all'],
    queryFn: () => unwrap(station.reporting.allTemplates()),
  });
  const sought = search.trim().toLowerCase();
  const listed = (all.data ?? []).filter(({ name }) => name.toLowerCase().includes(sought));

  const run = async <T,>(act: Promise<T>): Promise<T | null> => {
    try {
      const done = await act;
      setFailed(null);
      await queries.invalidateQueries({ queryKey: ['templates'] });
      return done;
    } catch (error) {
      setFailed(error);
      return null;
    }
  };
  const save = async (form: TemplateForm & { shared: boolean }): Promise<void> => {
    const isOwn = chosen !== null && chosen !== 'new' && !chosen.builtIn;
    const kept = await run(
      unwrap(
        station.reporting.saveTemplate({ ...form, ...(isOwn ? { templateId: chosen.templateId } : {}) }),
      ),
    );
    if (kept !== null) setChosen(kept);
  };
  const open = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const text = await file.text();
    const answer = await run(unwrap(station.reporting.readTemplates({ name: file.name, text })));
    if (answer !== null) setRead({ ...answer, name: file.name });
  };
  const keep = async (): Promise<void> => {
    for (const form of read?.templates ?? [])
      if ((await run(unwrap(station.reporting.saveTemplate({ ...form, shared: false })))) === null) return;
    notifications.show({
      color: 'teal',
      message: t('templates.imported', { count: read?.templates.length ?? 0 }),
    });
    setRead(null);
  };
  const give = (): void => {
    const templates = (all.data ?? []).flatMap(({ templateId: _id, builtIn, shared: _shared, ...form }) =>
      builtIn ? [] : [form],
    );
    const edition = new Date().toISOString().slice(0, 10);
    const file: TemplateFile = { format: 'yuanzhen-templates', formatVersion: 1, edition, templates };
    saveFile(JSON.stringify(file, null, 2), `yuanzhen-templates-${edition}.json`, 'application/json');
  };

  return (
    <div className={classes.screen} data-templates-screen>
      <section className={classes.list}>
        <Group justify="space-between" mb="xs">
          <Title order={5}>{t('templates.title')}</Title>
          <Button size="compact-sm" variant="default" onClick={() => setChosen('new')} data-new-template>
            {t('templates.new')}
          </Button>
        </Group>
        <Group gap="xs" mb="xs">
          <FileButton
            onChange={(file) => void open(file)}
            accept=".json,.html,.htm,text/html,application/json"
          >
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                title={t('templates.importHint')}
                data-import
              >
                {t('templates.import')}
              </Button>
            )}
          </FileButton>
          <Button size="compact-sm" variant="default" onClick={give} data-export>
            {t('templates.export')}
          </Button>
        </Group>
        <TextInput
          placeholder={t('templates.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          mb="xs"
        />
        {(failed ?? all.error) !== null && <FailureNote failure={failureOf(failed ?? all.error)} />}
        <div className={classes.rows}>
          {listed.map((template) => (
            <UnstyledButton
              key={template.templateId}
              className={classes.row}
              data-selected={chosen !== 'new' && chosen?.templateId === template.templateId}
              onClick={() => setChosen(template)}
              data-listed-template={template.name}
            >
              <Text size="sm" span flex={1} truncate>
                {template.name}
              </Text>
              <Text size="xs" c="dimmed" span>
                {template.modality}
              </Text>
              <Badge size="xs" variant="light" color={template.builtIn ? 'gray' : 'accent'}>
                {t(
                  template.builtIn
                    ? 'templates.builtIn'
                    : template.shared
                      ? 'templates.shared'
                      : 'templates.own',
                )}
              </Badge>
            </UnstyledButton>
          ))}
        </div>
      </section>
      <section className={classes.desk}>
        {chosen === null ? (
          <Text c="dimmed">{t('templates.none')}</Text>
        ) : (
          <TemplateEditor
            key={chosen === 'new' ? 'new' : chosen.templateId}
            given={chosen === 'new' ? { ...empty, shared: false } : chosen}
            isCopy={chosen !== 'new' && (chosen.builtIn || (chosen.shared && !mayShare))}
            mayShare={mayShare}
            onSave={(form) => void save(form)}
            onRemove={
              chosen === 'new' || chosen.builtIn || (chosen.shared && !mayShare)
                ? undefined
                : () =>
                    void run(
                      unwrap(station.reporting.removeTemplate({ templateId: chosen.templateId })),
                    ).then(() => setChosen(null))
            }
          />
        )}
      </section>
      <Modal
        opened={read !== null}
        onClose={() => setRead(null)}
        size={720}
        title={t('templates.preview', { name: read?.name ?? '' })}
      >
        {read !== null && (
          <div data-import-preview>
            <Text size="sm" mb="sm" data-removed>
              {Object.values(read.removed).some((count) => count > 0)
                ? t('templates.removedSome', read.removed)
                : t('templates.removedNone')}
            </Text>
            {read.templates.map((form) => (
              <div key={form.name} className={classes.preview} data-preview={form.name}>
                <Text fw={600}>{form.name}</Text>
                <Text size="xs" c="dimmed">
                  {[form.modality, form.bodyPart, form.source].filter(Boolean).join(' · ')}
                </Text>
                <Text size="sm" className={classes.text}>
                  {form.content.findings}
                </Text>
                <Text size="sm" fw={600} className={classes.text}>
                  {form.content.impression}
                </Text>
              </div>
            ))}
            <Group justify="flex-end" mt="md">
              <Button onClick={() => void keep()} data-keep-import>
                {t('templates.keep')}
              </Button>
            </Group>
          </div>
        )}
      </Modal>
    </div>
  );
}
