/** How a report ends: signed in the way its task asks for, and beside it the one other way out. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { amendedStatus } from '#shared/report/amendment.ts';
import { needsTwo, underReview } from '#shared/study/review.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { KeepReport } from '../signing/keep-report.tsx';
import type { SignableStatus } from '../signing/sign-dialog.tsx';
import classes from './reporting.module.css';
import { ReturnDialog } from './return-dialog.tsx';

/** What a signature ends in: what is amended ends in what the amendment is for, late images in an addendum or in none. */
export function endOf(task: ListedTask, status: 'preliminary' | 'final'): SignableStatus | null {
  if (task.amending === undefined && task.followUp === undefined)
    return underReview(task) !== null && status === 'preliminary' ? null : status;
  if (status === 'preliminary') return null;
  return task.amending === undefined ? 'addendum' : amendedStatus[task.amending.purpose];
}

function signWord(task: ListedTask): string {
  const { amending, followUp } = task;
  if (underReview(task) !== null) return 'review.sign';
  if (needsTwo(task, amending === undefined ? 'final' : amendedStatus[amending.purpose]))
    return 'review.submit';
  if (amending !== undefined) return `amend.sign.${amending.purpose}`;
  return followUp === undefined ? 'reporting.sign' : 'promise.addendum';
}

export function ReportFoot(props: {
  task: ListedTask;
  save: () => Promise<boolean>;
  onSign: (status: 'preliminary' | 'final') => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { task } = props;
  return (
    <div className={classes.foot}>
      {underReview(task) !== null ? (
        <ReturnReport {...props} />
      ) : task.amending !== undefined ? (
        <DropAmendment {...props} />
      ) : task.followUp === undefined ? (
        <Button
          variant="default"
          onClick={() => props.onSign('preliminary')}
          title="Ctrl+P"
          data-sign="preliminary"
        >
          {t('reporting.preliminary')}
        </Button>
      ) : (
        <KeepReport task={task} onKept={props.onDone} />
      )}
      <Button
        className={classes.final}
        onClick={() => props.onSign('final')}
        title="Ctrl+Enter"
        {...(task.amending?.purpose === 'withdraw' ? { color: 'red' } : {})}
        data-sign="final"
      >
        {t(signWord(task))}
      </Button>
    </div>
  );
}

function DropAmendment({ task, save, onDone }: Parameters<typeof ReportFoot>[0]) {
  const { t } = useTranslation();
  const drop = async (): Promise<void> => {
    try {
      await save();
      await unwrap(station.worklist.release({ taskId: task.taskId, reason: t('amend.drop') }));
      onDone();
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  return (
    <Button variant="default" onClick={() => void drop()} title={t('amend.drop')} data-drop-amendment>
      {t('cancel')}
    </Button>
  );
}

function ReturnReport({ task, save, onDone }: Parameters<typeof ReportFoot>[0]) {
  const { t } = useTranslation();
  const [returning, setReturning] = useState(false);
  const begin = (): void => void save().then(() => setReturning(true));
  useHotkeys({ 'Alt+j': begin });
  return (
    <>
      <Button variant="default" onClick={begin} title="Alt+J" data-return-report>
        {t('review.return')}
      </Button>
      {returning && <ReturnDialog task={task} onClose={() => setReturning(false)} onReturned={onDone} />}
    </>
  );
}
