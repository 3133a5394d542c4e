/** The rules of retention: read by everyone who administers, changed by whose archive it is. */
import { ActionIcon, Button, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionPolicy, RetentionRule, RetentionStatus } from '#shared/retention/retention.ts';
import classes from './retention.module.css';
import { RuleDialog } from './rule-dialog.tsx';
import { describeRule } from './rule-words.ts';

export function RuleList(props: {
  status: RetentionStatus;
  onSet: (policy: RetentionPolicy) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { policy, mayDecide, sites } = props.status;
  const { rules, nightly } = policy;
  /** The place in the list of what is written; past its end for a new one. */
  const [writing, setWriting] = useState<number | null>(null);
  const [removing, setRemoving] = useState<number | null>(null);
  const withRule = (at: number, rule: RetentionRule | null): RetentionRule[] =>
    rule === null
      ? rules.filter((_, index) => index !== at)
      : [...rules.slice(0, at), rule, ...rules.slice(at + 1)];
  return (
    <section className={classes.card} data-rules>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text fw={600}>{t('retention.rules')}</Text>
        {mayDecide && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setWriting(rules.length)}
            data-add-rule
          >
            {t('retention.addRule')}
          </Button>
        )}
      </Group>
      {rules.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('retention.rulesNone')}
        </Text>
      )}
      {rules.map((rule, at) => (
        <div key={rule.name} className={classes.line} data-rule={rule.name}>
          <div className={classes.grow}>
            <Text size="sm" fw={500}>
              {rule.name} · {t('retention.days', { count: rule.olderThanDays })}
            </Text>
            <Text size="xs" c="dimmed">
              {describeRule(rule, sites, t)}
            </Text>
          </div>
          {mayDecide && (
            <>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${t('retention.editRule')}: ${rule.name}`}
                onClick={() => setWriting(at)}
                data-edit-rule
              >
                <IconPencil size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('retention.removeRule', { name: rule.name })}
                onClick={() => setRemoving(at)}
                data-remove-rule
              >
                <IconTrash size={16} />
              </ActionIcon>
            </>
          )}
        </div>
      ))}
      {(mayDecide || rules.length > 0) && (
        <Switch
          mt="md"
          size="sm"
          label={t('retention.nightly')}
          checked={nightly}
          disabled={!mayDecide || rules.length === 0}
          onChange={(event) => void props.onSet({ rules, nightly: event.currentTarget.checked })}
          data-nightly
        />
      )}
      {writing !== null && (
        <RuleDialog
          rule={rules[writing] ?? null}
          taken={rules.filter((_, at) => at !== writing).map((rule) => rule.name)}
          sites={sites}
          onClose={() => setWriting(null)}
          onKeep={async (rule) => {
            if (await props.onSet({ nightly, rules: withRule(writing, rule) })) setWriting(null);
          }}
        />
      )}
      {removing !== null && (
        <Modal
          opened
          centered
          onClose={() => setRemoving(null)}
          title={t('retention.removeRule', { name: rules[removing]?.name ?? '' })}
        >
          <Stack>
            <Text size="sm">{t('retention.removeRuleText')}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setRemoving(null)} data-autofocus>
                {t('cancel')}
              </Button>
              <Button
                color="red"
                onClick={async () => {
                  if (await props.onSet({ nightly, rules: withRule(removing, null) })) setRemoving(null);
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
