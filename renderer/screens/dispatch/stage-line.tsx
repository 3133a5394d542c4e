/** The stages of the line with the exchange time of each: what has happened, what is happening, what is to come. */
import { Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { imagesText } from '../worklist/documents-text.ts';
import classes from './dispatch.module.css';

interface Stage {
  readonly name: string;
  readonly at: number | null;
  readonly note: string;
}

export function stagesOf(task: ListedTask, t: TFunction): Stage[] {
  const { stamps, images, holder } = task;
  const author = task.reports.find((report) => report.adopted)?.memberName ?? '';
  const stages: Stage[] = [
    { name: 'uploaded', at: stamps.openedAt, note: imagesText(t, images) },
    { name: 'claimed', at: stamps.claimedAt, note: holder?.name ?? author },
    { name: 'preliminary', at: stamps.preliminaryAt, note: stamps.preliminaryAt === null ? '' : author },
    { name: 'signed', at: stamps.signedAt, note: stamps.signedAt === null ? '' : author },
    { name: 'delivered', at: stamps.deliveredAt, note: '' },
    { name: 'received', at: stamps.receivedAt, note: '' },
  ];
  // A final report without a preliminary one before it: the stage was not needed.
  return stages.filter(
    (stage) => stage.name !== 'preliminary' || stage.at !== null || stamps.signedAt === null,
  );
}

export function StageLine({ task }: { task: ListedTask }) {
  const { t, i18n } = useTranslation();
  const stages = stagesOf(task, t);
  const current = stages.findIndex((stage) => stage.at === null);
  return (
    <ol className={classes.stages}>
      {stages.map((stage, index) => (
        <li
          key={stage.name}
          data-stage={stage.name}
          data-done={stage.at !== null}
          data-current={index === current}
        >
          <span className={classes.dot} aria-hidden />
          <Text component="span" size="xs" fw={600}>
            {t(`dispatch.stage.${stage.name}`)}
          </Text>
          <Text component="span" size="xs" c="dimmed" className="tabular">
            {stage.at === null
              ? '—'
              : new Date(stage.at).toLocaleTimeString(i18n.language, { hourCycle: 'h23' })}
          </Text>
          <Text component="span" size="xs" c="dimmed" truncate maw={84}>
            {stage.note}
          </Text>
        </li>
      ))}
    </ol>
  );
}
