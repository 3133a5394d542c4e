/** A list of rules in a line each, with the keys to add, change and remove one; the same for every policy. */
import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './policies.module.css';

interface Begun<Rule> {
  readonly act: 'write' | 'remove';
  /** The place in the list; past its end for a new one. */
  readonly at: number;
  readonly rules: readonly Rule[];
  readonly basedOn: number;
}

export function RuleList<Rule>(props: {
  name: string;
  title: string;
  hint: string;
  rules: readonly Rule[];
  /** The newest change of the policy as these rules stand. */
  basedOn: number;
  lineOf: (rule: Rule) => string;
  /** The form of a rule, null for a new one; `keep` ends with whether it was kept. */
  form: (rule: Rule | null, keep: (rule: Rule) => void, close: () => void) => ReactNode;
  onSet: (rules: Rule[], basedOn: number) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { rules, basedOn } = props;
  /** The rules as they stood when somebody began: what another changes meanwhile is not written over. */
  const [begun, setBegun] = useState<Begun<Rule> | null>(null);
  const begin = (act: Begun<Rule>['act'], at: number): void => setBegun({ act, at, rules, basedOn });
  const end = async (changed: (given: readonly Rule[], at: number) => Rule[]): Promise<void> => {
    if (begun === null) return;
    if (await props.onSet(changed(begun.rules, begun.at), begun.basedOn)) setBegun(null);
  };
  const keep = (rule: Rule): Promise<void> =>
    end((given, at) => [...given.slice(0, at), rule, ...given.slice(at + 1)]);
  const doomed = begun?.act === 'remove' ? begun.rules[begun.at] : undefined;
  return (
    <section className={classes.card} data-policy={props.name}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text fw={600}>{props.title}</Text>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => begin('write', rules.length)}
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
              onClick={() => begin('write', at)}
              data-edit
            >
              <IconPencil size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t('remove')}: ${line}`}
              onClick={() => begin('remove', at)}
              data-remove
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        );
      })}
      {begun?.act === 'write' && (
        <Modal
          opened
          centered
          size={640}
          onClose={() => setBegun(null)}
          title={`${props.title} · ${t(begun.at < begun.rules.length ? 'policies.edit' : 'policies.add')}`}
        >
          {props.form(
            begun.rules[begun.at] ?? null,
            (rule) => void keep(rule),
            () => setBegun(null),
          )}
        </Modal>
      )}
      {doomed !== undefined && (
        <Modal opened centered onClose={() => setBegun(null)} title={t('policies.removeTitle')}>
          <Stack>
            <Text size="sm">{props.lineOf(doomed)}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setBegun(null)} data-autofocus>
                {t('cancel')}
              </Button>
              <Button
                color="red"
                onClick={() => void end((given, doomedAt) => given.filter((_, at) => at !== doomedAt))}
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
