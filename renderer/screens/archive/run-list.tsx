/** The last runs of retention, the newest first: last night's result is the first line. */
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RetentionRun } from '#shared/retention/retention.ts';
import { sizeText } from '../../ui/size-text.ts';
import classes from './retention.module.css';

export function RunList({ runs }: { runs: readonly RetentionRun[] }) {
  const { t, i18n } = useTranslation();
  return (
    <section className={classes.card} data-runs>
      <Text fw={600} mb={6}>
        {t('retention.runs')}
      </Text>
      {runs.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('retention.runsNone')}
        </Text>
      )}
      {runs.map((run) => (
        <div key={run.startedAt} className={classes.line} data-run>
          <div className={classes.grow}>
            <Group gap={8} wrap="nowrap">
              <Text size="sm" className="tabular">
                {new Date(run.startedAt).toLocaleString(i18n.language, {
                  dateStyle: 'short',
                  timeStyle: 'short',
                  hourCycle: 'h23',
                })}
              </Text>
              <Badge size="sm" variant="light" color="gray">
                {run.memberId === null ? t('retention.byNight') : (run.memberName ?? t('retention.byHand'))}
              </Badge>
            </Group>
            <Text size="xs" c="dimmed" className="tabular">
              {t('retention.runLine', {
                studies: run.studies,
                objects: run.objects,
                size: sizeText(run.bytes),
              })}
              {run.kept !== null && ` · ${t('retention.runKept', { count: run.kept })}`}
            </Text>
          </div>
        </div>
      ))}
    </section>
  );
}
