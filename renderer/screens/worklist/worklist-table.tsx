/** Rows of the worklist in urgency lanes; only the visible ones are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedTask, WorklistTab } from '#shared/contract/worklist.ts';
import { isLifted } from '#shared/study/critical.ts';
import type { Urgency } from '#shared/study/kind.ts';
import classes from './worklist.module.css';
import { WorklistRow } from './worklist-row.tsx';

const rowHeight = 56;
const laneHeight = 26;

/** What a critical rule has lifted stands in a lane of its own above the urgencies. */
type Lane = Urgency | 'critical';
type Item = { readonly lane: Lane; readonly count: number } | { readonly task: ListedTask };

export function WorklistTable(props: {
  tasks: readonly ListedTask[];
  tab: WorklistTab;
  memberId: string;
  selected: string | null;
  onSelect: (taskId: string) => void;
  onAct: (task: ListedTask) => void;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const lanes = props.tab === 'waiting' || props.tab === 'arriving';
  const items = useMemo(
    () => (lanes ? withLanes(props.tasks) : props.tasks.map((task) => ({ task }))),
    [props.tasks, lanes],
  );
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (isLane(items[index]) ? laneHeight : rowHeight),
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : isLane(item) ? item.lane : item.task.taskId;
    },
    overscan: 8,
  });
  useEffect(() => {
    const index = items.findIndex((item) => !isLane(item) && item.task.taskId === props.selected);
    if (index >= 0) rows.scrollToIndex(index);
  }, [props.selected, items, rows]);

  return (
    <div className={classes.table}>
      <div className={classes.columns}>
        <span>{t('worklist.column.clock')}</span>
        <span>{t('worklist.column.patient')}</span>
        <span>{t('worklist.column.exam')}</span>
        <span>{t('worklist.column.question')}</span>
        <span>{t('worklist.column.site')}</span>
        <span>{t(props.tab === 'arriving' ? 'worklist.column.progress' : 'worklist.column.state')}</span>
        <span />
      </div>
      <div ref={scroller} className={classes.scroller} role="listbox" aria-label={t('nav.worklist')}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => {
            const item = items[row.index];
            if (!item) return null;
            const place = { transform: `translateY(${row.start}px)`, height: row.size };
            return isLane(item) ? (
              <div key={row.key} className={classes.lane} data-urgency={item.lane} style={place}>
                {t(item.lane === 'critical' ? 'critical.lane' : `urgency.${item.lane}`)}{' '}
                <span className={classes.count}>{item.count}</span>
              </div>
            ) : (
              <WorklistRow
                key={row.key}
                task={item.task}
                tab={props.tab}
                memberId={props.memberId}
                selected={item.task.taskId === props.selected}
                style={place}
                onSelect={() => props.onSelect(item.task.taskId)}
                onAct={() => props.onAct(item.task)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function isLane(item: Item | undefined): item is Extract<Item, { lane: Lane }> {
  return item !== undefined && 'lane' in item;
}

/** A heading before the first task of each urgency; the station has sorted them by lane already. */
function withLanes(tasks: readonly ListedTask[]): Item[] {
  const items: Item[] = [];
  let lane: Lane | null = null;
  for (const task of tasks) {
    if (laneOf(task) !== lane) {
      lane = laneOf(task);
      items.push({ lane, count: tasks.filter((other) => laneOf(other) === lane).length });
    }
    items.push({ task });
  }
  return items;
}

function laneOf(task: ListedTask): Lane {
  return isLifted(task) ? 'critical' : task.order.urgency;
}
