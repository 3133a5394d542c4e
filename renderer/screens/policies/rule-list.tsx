/** A list of rules in a line each, with the keys to add, change and remove one; the same for every policy. */
import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './policies.module.css';

export function RuleList<Rule>(props: {
  name: string;
  title: string;
  hint: string;
  rules: readonly Rule[];
  lineOf: (rule: Rule) => string;
  /** The form of a rule, null for a new one; `keep` ends with whether it was kept. */
  form: (rule: Rule | null, keep: (rule: Rule) => void, close: () => void) => ReactNode;
  onSet: (rules: Rule[]) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { rules } = props;
  /** The place of what is written; past the end for a new one. */
  const [writing, setWriting] = useState<number | null>(null);
  const [removing, setRemoving] = useState<number | null>(null);
  const keep = async (rule: Rule): Promise<void> => {
    if (writing === null) return;
    const changed = [...rules.slice(0, writing), rule, ...rules.slice(writing + 1)];
    if (await props.onSet(changed)) setWriting(null);
  };
  const doomed = removing === null ? undefined : rules[removing];
  return (
    <section className={classes.card} data-policy={props.name}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text fw={600}>{props.title}</Text>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setWriting(rules.length)}
          data-add
        >
          {t('policies.add')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb={4}>
        {props.hint}
      </Text>
      {rules.map((rule, at) => {
        const line = props.lineOf(rule);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own and keep their places
          <div key={`${at} ${line}`} className={classes.line} data-line>
            <Text size="sm" className={classes.grow}>
              {line}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t('policies.edit')}: ${line}`}
              onClick={() => setWriting(at)}
              data-edit
            >
              <IconPencil size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t('remove')}: ${line}`}
              onClick={() => setRemoving(at)}
              data-remove
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        );
      })}
      {writing !== null && (
        <Modal
          opened
          centered
          size={640}
          onClose={() => setWriting(null)}
          title={`${props.title} · ${t(writing < rules.length ? 'policies.edit' : 'policies.add')}`}
        >
          {props.form(
            rules[writing] ?? null,
            (rule) => void keep(rule),
            () => setWriting(null),
          )}
        </Modal>
      )}
      {doomed !== undefined && (
        <Modal opened centered onClose={() => setRemoving(null)} title={t('policies.removeTitle')}>
          <Stack>
            <Text size="sm">{props.lineOf(doomed)}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setRemoving(null)} data-autofocus>
                {t('cancel')}
              </Button>
              <Button
                color="red"
                onClick={async () => {
                  if (await props.onSet(rules.filter((_, at) => at !== removing))) setRemoving(null);
                }}
                data-confirm-remove
              >
                {t('remove')}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </section>
  );
}

/** The foot of a rule's form. */
export function FormKeys(props: { mayKeep: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" mt="md">
      <Button variant="default" onClick={props.onClose}>
        {t('cancel')}
      </Button>
      <Button type="submit" disabled={!props.mayKeep} data-keep>
        {t('save')}
      </Button>
    </Group>
  );
}
