/** One template, as it is written and kept. */
import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateForm } from '#shared/report/templates/template-file.ts';

type Given = TemplateForm & { readonly shared: boolean };

export function TemplateEditor(props: {
  given: Given;
  /** It is somebody else's: what is saved is a new one. */
  isCopy: boolean;
  mayShare: boolean;
  onSave: (form: Given) => void;
  onRemove: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const [form, setForm] = useState<Given>(() => formOf(props.given));
  const set = (part: Partial<Given>): void => setForm((before) => ({ ...before, ...part }));
  const write = (part: Partial<Given['content']>): void => set({ content: { ...form.content, ...part } });
  const isReady = form.name.trim() !== '' && form.modality.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) props.onSave({ ...form, shared: form.shared && props.mayShare });
      }}
      data-template-editor
    >
      <Stack gap="sm">
        <TextInput
          label={t('templates.name')}
          maxLength={60}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          name="template-name"
        />
        <SimpleGrid cols={3}>
          <Select
            label={t('templates.kind')}
            allowDeselect={false}
            value={form.kind}
            onChange={(value) => set({ kind: (value ?? 'imaging') as Given['kind'] })}
            data={[
              { value: 'imaging', label: t('kind.imaging') },
              { value: 'ecg', label: t('kind.ecg') },
            ]}
          />
          <TextInput
            label={t('templates.modality')}
            title={t('templates.modalityHint')}
            maxLength={16}
            value={form.modality}
            onChange={(event) => set({ modality: event.currentTarget.value.toUpperCase() })}
          />
          <TextInput
            label={t('templates.bodyPart')}
            maxLength={64}
            value={form.bodyPart}
            onChange={(event) => set({ bodyPart: event.currentTarget.value })}
          />
        </SimpleGrid>
        <Textarea
          label={t('templates.findings')}
          autosize
          minRows={5}
          maxRows={12}
          value={form.content.findings}
          onChange={(event) => write({ findings: event.currentTarget.value })}
          name="template-findings"
        />
        <Textarea
          label={t('templates.impression')}
          autosize
          minRows={2}
          maxRows={6}
          value={form.content.impression}
          onChange={(event) => write({ impression: event.currentTarget.value })}
          name="template-impression"
        />
        <Textarea
          label={t('reporting.recommendation')}
          autosize
          minRows={1}
          maxRows={4}
          value={form.content.recommendation}
          onChange={(event) => write({ recommendation: event.currentTarget.value })}
        />
        <Text size="xs" c="dimmed">
          {t('templates.rooms')}
        </Text>
        <Group>
          <Checkbox
            label={t('templates.normal')}
            checked={form.normal === true}
            onChange={(event) => set({ normal: event.currentTarget.checked })}
          />
          {props.mayShare && (
            <Checkbox
              label={t('templates.forAll')}
              checked={form.shared}
              onChange={(event) => set({ shared: event.currentTarget.checked })}
              data-share
            />
          )}
        </Group>
        <Group justify="space-between">
          {props.onRemove === undefined ? (
            <span />
          ) : (
            <Button variant="default" color="red" onClick={props.onRemove} data-remove-template>
              {t('templates.remove')}
            </Button>
          )}
          <Button type="submit" disabled={!isReady} data-save-template>
            {t(props.isCopy ? 'templates.copy' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function formOf(given: Given): Given {
  const { name, kind, modality, bodyPart, normal, sex, language, content, source, shared } = given;
  return {
    name,
    kind,
    modality,
    bodyPart,
    content,
    shared,
    ...(normal === undefined ? {} : { normal }),
    ...(sex === undefined ? {} : { sex }),
    ...(language === undefined ? {} : { language }),
    ...(source === undefined ? {} : { source }),
  };
}
