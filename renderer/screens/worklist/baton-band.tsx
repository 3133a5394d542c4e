/** On top of every screen: a colleague holds a case out to this reader, or one that he holds out himself waits, or came back. */
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserShare } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { type Baton, lastBaton } from '#shared/study/baton.ts';
import { clockText } from '../../state/countdown.ts';
import { useExchangeSecond } from '../../state/exchange-clock.ts';
import { keepClaimed } from '../../state/keep-task.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { lyingOf } from '../../viewers/lay-study.ts';
import classes from '../consultation/consultation.module.css';
import { announceBaton } from '../house/announce-alert.ts';
import { asideKey } from '../reading/use-laid.ts';
import { useWorklist } from './use-worklist.ts';

/** How soon what is drawn on a case that is held out goes along. */
const renewEveryMs = 500;

const reasons = ['busy', 'beyond', 'leaving'] as const;

export function BatonBand() {
  const memberId = useSession((state) => state.session?.member.memberId);
  const list = useWorklist('mine', '', null);
  const lines = (list.data?.batons ?? []).flatMap((task) => {
    const baton = lastBaton(task);
    return baton === null || (baton.ended !== undefined && baton.from.memberId !== memberId)
      ? []
      : [{ task, baton }];
  });
  if (lines.length === 0) return null;
  return (
    <>
      {lines.map(({ task, baton }) => (
        <BatonLine
          key={`${task.taskId} ${baton.at}`}
          task={task}
          baton={baton}
          isMine={baton.from.memberId === memberId}
        />
      ))}
    </>
  );
}

function BatonLine({ task, baton, isMine }: { task: ListedTask; baton: Baton; isMine: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const now = useExchangeSecond();
  const go = usePlace((state) => state.go);
  const [busy, setBusy] = useState(false);
  const [read, setRead] = useState(false);
  const { taskId, claim } = task;
  const open = baton.ended === undefined && now < baton.until;
  useEffect(() => {
    if (!isMine && open) announceBaton(task, baton);
  }, [isMine, open, task, baton]);

  const holdsOut = isMine && open;
  useEffect(() => {
    if (!holdsOut) return;
    // Held out, the case is worked on: it goes over as it lies when it is taken. What fails is told with the next.
    const renew = (): void => {
      const lying = lyingOf(asideKey(baton.from.memberId, taskId));
      void station.worklist.renewBaton({ taskId, lying }).catch(() => undefined);
    };
    const timer = setInterval(renew, renewEveryMs);
    return () => clearInterval(timer);
  }, [holdsOut, baton.from.memberId, taskId]);

  const run = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await act();
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['worklist'] });
    }
  };
  const take = () =>
    run(async () => {
      await keepClaimed(queries, await unwrap(station.worklist.takeBaton({ taskId, claim })));
      go({ screen: 'reading', taskId });
    });
  const decline = (reason: string) =>
    run(async () => {
      await unwrap(station.worklist.declineBaton({ taskId, claim, reason }));
    });
  const withdraw = () =>
    run(async () => {
      await unwrap(station.worklist.withdrawBaton({ taskId, claim }));
    });
  useHotkeys({ 'Alt+f': () => void take() }, !isMine && open);

  if (read || (!open && baton.ended === undefined)) return null;
  const said = isMine
    ? baton.ended === undefined
      ? t('baton.waits', { name: baton.to.name })
      : t(`baton.${baton.ended.why}`, { name: baton.to.name, reason: baton.ended.reason })
    : t('baton.offered', { name: baton.from.name });
  return (
    <div className={classes.band} role="alert" data-baton-band={isMine ? 'mine' : 'offered'}>
      <div className={classes.line} data-baton={taskId}>
        <IconUserShare size={20} aria-hidden />
        <b>
          {said} · {task.order.patient.name} · {task.modality}
        </b>
        <span className={classes.bandText}>{task.siteName}</span>
        {open && <span className="tabular">{t('baton.left', { time: clockText(baton.until - now) })}</span>}
        {!isMine && (
          <>
            <Button
              size="compact-sm"
              variant="white"
              color="dark"
              flex="none"
              loading={busy}
              onClick={() => void take()}
              data-take-baton
            >
              {t('baton.take')} Alt+F
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  size="compact-sm"
                  variant="outline"
                  color="gray.0"
                  flex="none"
                  disabled={busy}
                  data-decline-baton
                >
                  {t('baton.decline')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {reasons.map((reason) => (
                  <Menu.Item
                    key={reason}
                    onClick={() => void decline(t(`baton.reason.${reason}`))}
                    data-decline-reason={reason}
                  >
                    {t(`baton.reason.${reason}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        {isMine && (
          <Button
            size="compact-sm"
            variant="outline"
            color="gray.0"
            flex="none"
            disabled={busy}
            onClick={() => (open ? void withdraw() : setRead(true))}
            data-end-baton
          >
            {t(open ? 'baton.withdraw' : 'baton.read')}
          </Button>
        )}
      </div>
    </div>
  );
}
