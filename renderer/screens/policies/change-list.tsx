/** Who changed which policy when, and what it was before. */
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Policies } from '#shared/contract/exchange/policies.ts';
import { TextDiff } from '../../ui/text-diff.tsx';
import { dateTimeText } from '../../ui/time-text.ts';
import classes from './policies.module.css';
import { linesOf } from './policy-words.ts';

export function ChangeList({ policies }: { policies: Policies }) {
  const { t, i18n } = useTranslation();
  const { changes, sites } = policies;
  return (
    <section className={classes.card} data-changes>
      <Text fw={600}>{t('policies.changes')}</Text>
      {changes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('policies.changesNone')}
        </Text>
      )}
      {changes.map((change) => (
        <div key={change.changeId} className={classes.change} data-change={change.policy}>
          <Group gap={8} wrap="nowrap">
            <Badge size="sm" variant="light" color="gray">
              {t(`policies.name.${change.policy}`)}
            </Badge>
            <Text size="xs" className="tabular">
              {dateTimeText(change.at, i18n.language, 'to the minute')}
            </Text>
            <Text size="xs">{change.memberName ?? t('policies.commandLine')}</Text>
          </Group>
          <Text size="xs" className={classes.diff}>
            <TextDiff
              before={linesOf(change.policy, change.before, sites, t)}
              after={linesOf(change.policy, change.document, sites, t)}
            />
          </Text>
        </div>
      ))}
    </section>
  );
}
