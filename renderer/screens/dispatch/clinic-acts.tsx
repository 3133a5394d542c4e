/** What the township can do about a task of its own: send it incomplete, settle the identity, cancel it. */
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { comparedConflicts } from '#shared/study/conflict.ts';
import { followingFields } from '#shared/study/order-rules.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { SupplementDialog } from '../intake/supplement-dialog.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';

const incompleteReasons = ['broken', 'enough', 'urgent'] as const;
const declineReasons = ['left', 'unable', 'device'] as const;
const cancelReasons = ['mistake', 'transferred'] as const;

/** Nobody reads it any more. */
const closedUnread: ReadonlySet<ListedTask['state']> = new Set(['cancelled', 'retaken']);

/** Without progress for this long an incomplete deposit may be sent as it is. */
const stalledAfterMs = 60_000;

export function ClinicActs({ task, now }: { task: ListedTask; now: number }) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const [supplementing, setSupplementing] = useState(false);
  const clinic = useSession((state) => state.info?.role === 'clinic');
  if (!clinic) return null;
  const run = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };
  const { received, expected, lastProgressAt } = task.images;
  const stalled =
    task.state === 'arriving' &&
    expected !== null &&
    received < expected &&
    lastProgressAt !== null &&
    now - lastProgressAt > stalledAfterMs;
  const settle = (same: boolean): Promise<void> =>
    run(() => unwrap(station.intake.settleIdentity({ taskId: task.taskId, same })));
  return (
    <>
      {stalled && (
        <ReasonMenu
          label={t('dispatch.sendIncomplete')}
          reasons={incompleteReasons.map((reason) => t(`dispatch.reason.${reason}`))}
          onChoose={(reason) =>
            void run(() =>
              unwrap(station.intake.sendIncomplete({ studyInstanceUid: task.studyInstanceUid, reason })),
            )
          }
        />
      )}
      {followingFields(task.order).length > 0 && !closedUnread.has(task.state) && (
        <Button size="compact-sm" variant="default" onClick={() => setSupplementing(true)} data-supplement>
          {t('intake.supplement')}
        </Button>
      )}
      {supplementing && <SupplementDialog order={task.order} onClose={() => setSupplementing(false)} />}
      {comparedConflicts(task).length > 0 && (
        <Button size="compact-sm" color="red" onClick={() => setChoosing(true)} data-settle-conflict>
          {t('conflict.settle')}
        </Button>
      )}
      {choosing && <ConflictDialog task={task} onClose={() => setChoosing(false)} />}
      {!task.identity.settled && (
        <>
          <Button size="compact-sm" color="yellow" onClick={() => void settle(true)}>
            {t('dispatch.confirmSame')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => void settle(false)}>
            {t('dispatch.notSame')}
          </Button>
        </>
      )}
      {isRetakeOpen(task) && (
        <ReasonMenu
          label={t('retake.decline')}
          reasons={declineReasons.map((reason) => t(`retake.decline.${reason}`))}
          onChoose={(reason) =>
            void run(() => unwrap(station.intake.declineRetake({ taskId: task.taskId, reason })))
          }
        />
      )}
      {(task.state === 'arriving' || task.state === 'waiting') && (
        <ReasonMenu
          label={t('dispatch.cancel')}
          reasons={cancelReasons.map((reason) => t(`dispatch.reason.${reason}`))}
          onChoose={(reason) =>
            void run(() => unwrap(station.intake.cancel({ taskId: task.taskId, reason })))
          }
        />
      )}
    </>
  );
}

function ReasonMenu(props: {
  label: string;
  reasons: readonly string[];
  onChoose: (reason: string) => void;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray">
          {props.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.reasons.map((reason) => (
          <Menu.Item key={reason} onClick={() => props.onChoose(reason)}>
            {reason}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
