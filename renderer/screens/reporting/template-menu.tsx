/** Templates for this exam, searched as one types; what is written can be kept as a new one. */
import { Button, Group, Menu, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '#shared/contract/reporting.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { usePlace } from '../../state/place-store.ts';
import { station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';

export function TemplateMenu(props: {
  task: ListedTask;
  content: ReportContent;
  onUse: (template: Template) => void;
}) {
  const { t, i18n } = useTranslation();
  const go = usePlace((state) => state.go);
  const queries = useQueryClient();
  // A template that was taken takes the keyboard to its first blank: only a menu left without one gives it back.
  const [menu, setMenu] = useState<'closed' | 'open' | 'taken'>('closed');
  const [search, setSearch] = useState('');
  const [name, setName] = useState('');
  const { taskId, kind, modality, bodyPart } = props.task;
  const templates = useQuery({
    queryKey: ['templates', taskId],
    queryFn: () => unwrap(station.reporting.templates({ taskId })),
  });
  useHotkeys({ 'Ctrl+m': () => setMenu('open') });
  const sought = search.trim().toLowerCase();
  const english = i18n.language === 'en';
  const fitting = (templates.data ?? [])
    .filter((template) => template.name.toLowerCase().includes(sought))
    .sort(
      (one, other) =>
        Number((other.language === 'en') === english) - Number((one.language === 'en') === english),
    );
  const written = props.content.findings.trim() !== '' || props.content.impression.trim() !== '';
  const keep = async (): Promise<void> => {
    const { findings, impression, recommendation } = props.content;
    await unwrap(
      station.reporting.saveTemplate({
        name: name.trim(),
        kind,
        modality,
        bodyPart,
        shared: false,
        ...(english ? { language: 'en' as const } : {}),
        content: { findings, impression, recommendation },
      }),
    );
    setName('');
    await queries.invalidateQueries({ queryKey: ['templates'] });
  };
  const take = (template: Template): void => {
    setMenu('taken');
    setSearch('');
    props.onUse(template);
  };
  return (
    <Menu
      opened={menu === 'open'}
      onChange={(opened) => setMenu((before) => (opened ? 'open' : before === 'taken' ? before : 'closed'))}
      returnFocus={menu !== 'taken'}
      position="bottom-end"
      width={320}
      trapFocus={false}
    >
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTemplate size={15} />}
          title="Ctrl+M"
          data-templates
        >
          {t('reporting.templates')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          size="xs"
          m={4}
          data-autofocus
          autoFocus
          placeholder={t('reporting.searchTemplates')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            const first = fitting[0];
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) take(first);
          }}
        />
        {written && (
          <Text size="xs" c="dimmed" px={8}>
            {t('reporting.replaceHint')}
          </Text>
        )}
        <ScrollArea.Autosize mah={320}>
          {fitting.map((template) => (
            <Menu.Item
              key={template.templateId}
              onClick={() => take(template)}
              data-template={template.templateId}
            >
              {template.name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
        <Menu.Divider />
        <Menu.Item onClick={() => go({ screen: 'templates' })} data-manage-templates>
          {t('templates.manage')}
        </Menu.Item>
        {written && (
          <>
            <Menu.Divider />
            <Group gap={4} p={4} wrap="nowrap">
              <TextInput
                size="xs"
                flex={1}
                placeholder={t('reporting.templateName')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" variant="default" disabled={name.trim() === ''} onClick={() => void keep()}>
                {t('reporting.saveTemplate')}
              </Button>
            </Group>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
