/** What somebody on the roster reads: kind, modality and body part, at which site; a line each. */
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Policies } from '#shared/contract/exchange/policies.ts';
import type { Skill } from '#shared/study/assignment.ts';
import { KindField, SiteField } from './rule-fields.tsx';

type Exam = Pick<Skill, 'kind' | 'modality' | 'bodyPart'>;

export function ExamFields(props: { exam: Exam; onChange: (exam: Exam) => void }) {
  const { t } = useTranslation();
  const { kind, modality, bodyPart } = props.exam;
  const text = (name: 'modality' | 'bodyPart', value: string) => (
    <TextInput
      label={t(`policies.${name}`)}
      name={name}
      maxLength={64}
      placeholder={t('policies.anyExam')}
      value={value === '*' ? '' : value}
      onChange={(event) => {
        const typed = event.currentTarget.value.toUpperCase();
        props.onChange({ kind, modality, bodyPart, [name]: typed.trim() === '' ? '*' : typed });
      }}
    />
  );
  return (
    <Group grow align="flex-end" gap="xs">
      <KindField value={kind} onChange={(chosen) => props.onChange({ kind: chosen, modality, bodyPart })} />
      {text('modality', modality)}
      {text('bodyPart', bodyPart)}
    </Group>
  );
}

export function SkillFields(props: {
  skills: readonly Skill[];
  sites: Policies['sites'];
  onChange: (skills: Skill[]) => void;
}) {
  const { t } = useTranslation();
  const put = (at: number, skill: Skill): void =>
    props.onChange(props.skills.map((one, index) => (index === at ? skill : one)));
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {t('policies.skills')}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={12} />}
          onClick={() =>
            props.onChange([...props.skills, { kind: '*', modality: '*', bodyPart: '*', site: '*' }])
          }
          data-add-skill
        >
          {t('policies.add')}
        </Button>
      </Group>
      {props.skills.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('policies.allSkills')}
        </Text>
      )}
      {props.skills.map((skill, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a skill has no name of its own and keeps its place
        <Group key={at} gap="xs" align="flex-end" wrap="nowrap" mt={6} data-skill>
          <ExamFields exam={skill} onChange={(exam) => put(at, { ...skill, ...exam })} />
          <SiteField
            sites={props.sites}
            value={skill.site}
            onChange={(site) => put(at, { ...skill, site })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={4}
            aria-label={t('remove')}
            onClick={() => props.onChange(props.skills.filter((_, index) => index !== at))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
    </div>
  );
}
