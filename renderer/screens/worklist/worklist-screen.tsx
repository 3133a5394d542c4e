/** The worklist: images and ECGs in one list by lane and time left, with clocks running; everything by keyboard. */
import { Button, Group, Kbd, SegmentedControl, Tabs, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconClipboardCheck, IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedTask, type WorklistTab, worklistTabs } from '#shared/contract/worklist.ts';
import { reservationAt } from '#shared/study/assignment.ts';
import type { Kind } from '#shared/study/kind.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useTalk } from '../../state/talk-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { showBadge } from '../../station/shell.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { usePaperCode } from '../dispatch/use-paper-code.ts';
import { PeerBand } from '../peer-review/peer-band.tsx';
import { PracticeBar } from '../practice/practice-bar.tsx';
import { openedTaskQuery } from '../reading/opened-task.ts';
import { claimInRoom } from './claim-in-room.ts';
import { PhoneBand } from './phone-band.tsx';
import { SilenceBand } from './silence-band.tsx';
import { TakeOverDialog } from './take-over-dialog.tsx';
import { useNextTask } from './use-next-task.ts';
import { useRoomAhead } from './use-room-ahead.ts';
import { useWorklist } from './use-worklist.ts';
import { warmViewers } from './warm-viewers.ts';
import classes from './worklist.module.css';
import { worklistActOf } from './worklist-act.ts';
import { WorklistTable } from './worklist-table.tsx';

/** What the station takes; a scanner types more on the way to a whole code. */
const mostSearched = 64;

export function WorklistScreen() {
  const { t } = useTranslation();
  const { tab, setTab, go } = usePlace();
  const memberId = useSession((state) => state.session?.member.memberId ?? '');
  const simulation = useSession((state) => state.info?.simulation ?? false);
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<Kind | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [takingOver, setTakingOver] = useState<ListedTask | null>(null);
  const takePaper = usePaperCode();
  const searchField = useRef<HTMLInputElement>(null);
  const list = useWorklist(tab, search.slice(0, mostSearched), kind);
  const queries = useQueryClient();
  const next = useNextTask();
  const tasks = useMemo(() => list.data?.tasks ?? [], [list.data]);
  const counts = list.data?.counts;

  useEffect(() => showBadge(counts?.waiting ?? 0), [counts?.waiting]);
  useEffect(warmViewers, []);

  const act = async (task: ListedTask): Promise<void> => {
    const own = worklistActOf(task, memberId, exchangeNow());
    try {
      if (own.act === 'take-over') return setTakingOver(task);
      if (own.act === 'claim') return await claimInRoom(queries, task);
      void queries.prefetchQuery(openedTaskQuery(task.taskId));
      if (own.act !== 'view' || task.reports.length === 0 || task.state === 'preliminary')
        go({ screen: 'reading', taskId: task.taskId });
      else go({ screen: 'dispatch', taskId: task.taskId });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
      void list.refetch();
    }
  };

  const reserve = async (task: ListedTask): Promise<void> => {
    try {
      const isMine = reservationAt(task, exchangeNow())?.memberId === memberId;
      await unwrap(station.worklist.reserve({ taskId: task.taskId, on: !isMine }));
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
    void list.refetch();
  };

  const move = (step: number): void => {
    const index = tasks.findIndex((task) => task.taskId === selected);
    const next = tasks[Math.min(tasks.length - 1, Math.max(0, index + step))];
    if (next) setSelected(next.taskId);
  };
  const current = tasks.find((task) => task.taskId === selected) ?? tasks[0];
  useRoomAhead(current);
  useHotkeys(
    {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      PageDown: () => move(10),
      PageUp: () => move(-10),
      Enter: () => current && void act(current),
      F6: () => {
        // What waits for a second doctor is no case of the queue: there it is the first one of the tab.
        const first = tasks.find((task) => worklistActOf(task, memberId, exchangeNow()).act === 'claim');
        if (tab !== 'reviewing') void next(kind);
        else if (first) void act(first);
      },
      'Alt+s': () => current && useTalk.getState().open(current.taskId),
      'Alt+v': () => current && void reserve(current),
      '/': () => searchField.current?.focus(),
      ...Object.fromEntries(worklistTabs.map((name, index) => [`Alt+${index + 1}`, () => setTab(name)])),
    },
    takingOver === null,
  );

  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Tabs value={tab} onChange={(value) => setTab(value as WorklistTab)} variant="default">
          <Tabs.List className={classes.tabs}>
            {worklistTabs.map((name, index) => (
              <Tabs.Tab key={name} value={name} title={`Alt+${index + 1}`} data-tab={name}>
                {t(`worklist.tab.${name}`)}
                <span className={classes.count}>{counts?.[name] ?? 0}</span>
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <Group gap="sm" wrap="nowrap">
          <Button
            size="compact-sm"
            onClick={() => void next(kind)}
            disabled={(counts?.waiting ?? 0) === 0}
            rightSection={<Kbd size="xs">F6</Kbd>}
            data-next
          >
            {t('assign.next')}
          </Button>
          <SegmentedControl
            size="xs"
            value={kind ?? 'all'}
            onChange={(value) => setKind(value === 'all' ? null : (value as Kind))}
            data={[
              { value: 'all', label: t('worklist.kind.all') },
              { value: 'imaging', label: t('kind.imaging') },
              { value: 'ecg', label: t('kind.ecg') },
            ]}
          />
          <TextInput
            ref={searchField}
            size="xs"
            w={230}
            placeholder={`${t('worklist.search')}  /`}
            aria-label={t('worklist.search')}
            leftSection={<IconSearch size={15} />}
            value={search}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setSearch(takePaper(value) ? '' : value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setSearch('');
                event.currentTarget.blur();
              }
              if (event.key === 'ArrowDown') event.currentTarget.blur();
            }}
          />
        </Group>
      </div>
      {simulation && <PracticeBar />}
      <PhoneBand tasks={list.data?.toPhone ?? []} />
      <SilenceBand />
      <PeerBand />
      {list.error && <FailureNote failure={failureOf(list.error)} onRetry={() => void list.refetch()} />}
      {tasks.length === 0 && !list.isPending ? (
        <EmptyState
          icon={<IconClipboardCheck size={40} stroke={1.2} />}
          title={t(search ? 'worklist.noMatch' : 'worklist.empty')}
          {...(search ? {} : { hint: t('worklist.emptyHint') })}
        />
      ) : (
        <WorklistTable
          tasks={tasks}
          tab={tab}
          memberId={memberId}
          selected={current?.taskId ?? null}
          onSelect={setSelected}
          onAct={(task) => void act(task)}
        />
      )}
      {takingOver?.holder && (
        <TakeOverDialog
          task={takingOver}
          onClose={() => setTakingOver(null)}
          onTaken={() => go({ screen: 'reading', taskId: takingOver.taskId })}
        />
      )}
    </div>
  );
}
