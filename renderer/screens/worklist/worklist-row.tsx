/** One task in the list: its clock, whom it is about, what is asked, where it stands, and the one act that is next. */
import { Badge, Button, Text, Tooltip } from '@mantine/core';
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask, WorklistTab } from '#shared/contract/worklist.ts';
import type { Language } from '#shared/failure.ts';
import { ageText } from '#shared/study/age.ts';
import { isLifted } from '#shared/study/critical.ts';
import { underReview } from '#shared/study/review.ts';
import { clockText, countdownOf, sinceText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { CountdownRing } from '../../ui/countdown-ring.tsx';
import { imagesText } from './documents-text.ts';
import { promiseNotes } from './promise-notes.ts';
import { TaskMarks } from './task-marks.tsx';
import { TransferProgress } from './transfer-progress.tsx';
import classes from './worklist.module.css';
import { worklistActOf } from './worklist-act.ts';

const actWords = {
  claim: 'worklist.claim',
  open: 'worklist.open',
  'take-over': 'worklist.takeOver',
  view: 'worklist.view',
};

export const WorklistRow = memo(function WorklistRow(props: {
  task: ListedTask;
  tab: WorklistTab;
  memberId: string;
  selected: boolean;
  style: CSSProperties;
  onSelect: () => void;
  onAct: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { task } = props;
  const now = useExchangeSecond();
  const countdown = countdownOf(task, now);
  const { patient } = task.order;
  const next = worklistActOf(task, props.memberId, now);
  const age = ageText(patient.birthDate, now, i18n.language as Language);
  return (
    <div
      className={classes.row}
      role="option"
      tabIndex={-1}
      data-task={task.taskId}
      data-state={task.state}
      data-band={countdown.band}
      data-lifted={isLifted(task)}
      aria-selected={props.selected}
      style={props.style}
      onClick={props.onSelect}
      onDoubleClick={props.onAct}
      onKeyDown={(event) => {
        // Ctrl+Enter signs, and here nothing is to be signed.
        if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return;
        // Else the list's own key would act once more.
        event.preventDefault();
        props.onAct();
      }}
    >
      <span className={classes.clock}>
        <CountdownRing countdown={countdown} size={42} label={t('worklist.column.clock')} />
      </span>
      <span className={classes.cell}>
        <Text component="span" size="md" fw={600} truncate>
          {patient.name}
        </Text>
        <Text component="span" size="xs" c="dimmed" truncate className="tabular">
          {[t(`sex.${patient.sex}`), age, patient.id].filter(Boolean).join(' · ')}
        </Text>
      </span>
      <span className={classes.cell}>
        <Text component="span" size="sm" truncate>
          <b>{task.modality}</b> {task.studyDescription || task.bodyPart}
        </Text>
        <Text component="span" size="xs" c="dimmed" className="tabular" truncate>
          {countdown.band === 'none'
            ? t('sinceUpload', { time: sinceText(task.stamps.firstByteAt ?? now, now) })
            : `${imagesText(t, task.images, '')} · ${t('sinceUpload', {
                time: sinceText(task.stamps.firstByteAt ?? now, task.clock.stoppedAt ?? now),
              })}`}
        </Text>
      </span>
      <span className={classes.cell}>
        <Tooltip
          label={[task.order.complaint, task.order.history, task.order.question].filter(Boolean).join(' / ')}
          multiline
          maw={420}
          openDelay={400}
        >
          <Text component="span" size="sm" truncate>
            {task.order.complaint}
          </Text>
        </Tooltip>
        <Text component="span" size="xs" c="dimmed" truncate>
          {task.order.question}
        </Text>
      </span>
      <span className={classes.cell}>
        <Text component="span" size="sm" truncate>
          {task.siteName}
        </Text>
        <Text component="span" size="xs" c="dimmed" className="tabular" truncate>
          {task.order.phone}
        </Text>
      </span>
      <span className={classes.cell}>
        {props.tab === 'arriving' ? (
          <TransferProgress task={task} now={now} />
        ) : (
          <>
            <span className={classes.marks}>
              <Badge
                size="sm"
                variant="light"
                color={task.state === 'waiting' ? 'accent' : 'gray'}
                className={classes.state}
              >
                {t(`state.${task.state}`)}
              </Badge>
              <TaskMarks task={task} />
            </span>
            <Text component="span" size="xs" c="dimmed" truncate className="tabular">
              {promiseNotes(task, t, now, i18n.language)[0]?.text ?? stampLine(task, t, props.memberId)}
            </Text>
          </>
        )}
      </span>
      <span className={classes.act}>
        <Button
          size="compact-sm"
          variant={next.act === 'claim' || next.act === 'open' ? 'filled' : 'default'}
          color={next.act === 'take-over' ? 'yellow' : 'accent'}
          onClick={(event) => {
            event.stopPropagation();
            props.onAct();
          }}
          data-act={next.act}
        >
          {t(next.act === 'claim' && underReview(task) !== null ? 'review.take' : actWords[next.act])}
        </Button>
      </span>
    </div>
  );
});

type Translate = ReturnType<typeof useTranslation>['t'];

/** Who holds it, or at which minute of the promise it was reported. */
function stampLine(task: ListedTask, t: Translate, memberId: string): string {
  const { openedAt, preliminaryAt, signedAt } = task.stamps;
  if (task.holder && signedAt === null) {
    if (task.holder.memberId === memberId) return t('worklist.mine');
    return t(task.holder.alive ? 'worklist.heldBy' : 'worklist.takeOverFrom', { holder: task.holder.name });
  }
  if (openedAt === null || (preliminaryAt ?? signedAt) === null) return '';
  const minute = (at: number | null): string => (at === null ? '—' : clockText(at - openedAt));
  return t('worklist.stamps', { preliminary: minute(preliminaryAt), signed: minute(signedAt) });
}
