/** One sent study at the township: clock, stages with exchange times, and the act that is due here. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { countdownOf, sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { usePlace } from '../../state/place-store.ts';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import { ReferralMark } from '../referral/referral-mark.tsx';
import { identityText } from '../worklist/identity-text.ts';
import { promiseNotes } from '../worklist/promise-notes.ts';
import { TalkButton } from '../worklist/talk-button.tsx';
import { TaskMarks } from '../worklist/task-marks.tsx';
import { TransferProgress } from '../worklist/transfer-progress.tsx';
import { ClinicActs } from './clinic-acts.tsx';
import classes from './dispatch.module.css';
import { StageLine } from './stage-line.tsx';

export function TrackingCard({ task }: { task: ListedTask }) {
  const { t, i18n } = useTranslation();
  const now = useExchangeSecond();
  const go = usePlace((state) => state.go);
  const { order } = task;
  const due = task.state === 'delivered';
  return (
    <article className={classes.card} data-task={task.taskId} data-state={task.state} data-due={due}>
      <CountdownRing countdown={countdownOf(task, now)} size={58} label={t('worklist.column.clock')} />
      <div className={classes.person}>
        <Group gap={8} wrap="nowrap">
          <Text fw={700} size="lg">
            {order.patient.name}
          </Text>
          <Badge variant="light" color={due ? 'teal' : 'gray'}>
            {t(`state.${task.state}`)}
          </Badge>
          {order.urgency !== 'routine' && <Badge color="red">{t(`urgency.${order.urgency}`)}</Badge>}
          <TaskMarks task={task} />
          <ReferralMark taskId={task.taskId} />
        </Group>
        <Text size="sm" truncate>
          <b>{task.modality}</b> {task.studyDescription || task.bodyPart} · {order.complaint}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {t('sinceUpload', {
            time: sinceText(task.stamps.firstByteAt ?? now, task.clock.stoppedAt ?? now),
          })}
          {order.accessionNumber ? ` · ${order.accessionNumber}` : ''}
        </Text>
        {!task.identity.settled && (
          <Text size="sm" className={classes.note} data-tone="warn" data-identity-differs>
            {identityText(task, t)}
          </Text>
        )}
        {promiseNotes(task, t, now, i18n.language).map((note) => (
          <Text key={note.text} size="sm" className={classes.note} data-tone={note.tone} data-promise-note>
            {note.text}
          </Text>
        ))}
        {task.state === 'arriving' && <TransferProgress task={task} now={now} />}
      </div>
      <StageLine task={task} />
      <div className={classes.acts}>
        {task.reports.length > 0 && (
          <Button
            size="compact-md"
            variant={due ? 'filled' : 'default'}
            onClick={() => go({ screen: 'dispatch', taskId: task.taskId })}
            data-open-report
          >
            {t('dispatch.report')}
          </Button>
        )}
        <TalkButton task={task} />
        <ClinicActs task={task} now={now} />
      </div>
    </article>
  );
}
