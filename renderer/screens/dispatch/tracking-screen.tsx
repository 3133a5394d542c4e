/** The township's tracking (journey steps 4 to 12): the same clock the readers see, every stage, and what to do next. */
import { SegmentedControl } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { closedStates } from '#shared/journey.ts';
import { rungToPhone } from '#shared/study/escalation.ts';
import { setExchangeNow } from '../../state/exchange-clock.ts';
import { usePlace } from '../../state/place-store.ts';
import { useTalk } from '../../state/talk-store.ts';
import { useUnseen } from '../../state/use-unseen.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { PhoneBand } from '../worklist/phone-band.tsx';
import { SilenceBand } from '../worklist/silence-band.tsx';
import classes from './dispatch.module.css';
import { DutyBand } from './duty-band.tsx';
import { NoticePanel } from './notice-panel.tsx';
import { PaperField } from './paper-field.tsx';
import { TrackingCard } from './tracking-card.tsx';

export default function TrackingScreen() {
  const { t } = useTranslation();
  const go = usePlace((state) => state.go);
  const [shown, setShown] = useState<'open' | 'closed'>('open');
  const tracking = useQuery({
    queryKey: ['tracking'],
    queryFn: async () => {
      const answer = await unwrap(station.dispatch.tracking({ includeClosed: true }));
      setExchangeNow(answer.now);
      return answer;
    },
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const tasks = tracking.data?.tasks ?? [];
  const noticed = tasks.filter(isNoticed);
  const others = tasks.filter((task) => !isNoticed(task));
  const open = [...noticed, ...others.filter((task) => !closedStates.has(task.state))];
  const closed = others.filter((task) => closedStates.has(task.state));
  const listed = shown === 'open' ? open : closed;
  const unseen = useUnseen();
  const spoken = tasks.find((task) => unseen(task) > 0) ?? listed.find((task) => task.talk) ?? listed[0];
  useHotkeys({ 'Alt+s': () => spoken && useTalk.getState().open(spoken.taskId) });
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <SegmentedControl
          size="sm"
          value={shown}
          onChange={(value) => setShown(value as 'open' | 'closed')}
          data={[
            { value: 'open', label: `${t('dispatch.open')} ${open.length}` },
            { value: 'closed', label: `${t('dispatch.closed')} ${closed.length}` },
          ]}
        />
        <div className={classes.space} />
        <PaperField />
      </div>
      <DutyBand />
      <SilenceBand />
      <PhoneBand tasks={open.filter((task) => rungToPhone(task)?.rung === 'phones')} />
      {tracking.error && (
        <FailureNote failure={failureOf(tracking.error)} onRetry={() => void tracking.refetch()} />
      )}
      <div className={classes.scroller}>
        {listed.length === 0 && !tracking.isPending ? (
          <EmptyState
            icon={<IconRoute size={40} stroke={1.2} />}
            title={t('dispatch.empty')}
            hint={t('dispatch.emptyHint')}
          />
        ) : (
          listed.map((task) => (
            <Fragment key={task.taskId}>
              {task.notice !== undefined && isNoticed(task) && (
                <NoticePanel
                  task={task}
                  notice={task.notice}
                  onOpen={() => go({ screen: 'dispatch', taskId: task.taskId })}
                />
              )}
              <TrackingCard task={task} />
            </Fragment>
          ))
        )}
      </div>
    </div>
  );
}

/** Something that was read here says something else now, and nobody has taken note yet. */
function isNoticed(task: ListedTask): boolean {
  return task.notice !== undefined && task.notice.acknowledged === null;
}
