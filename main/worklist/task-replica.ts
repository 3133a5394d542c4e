/** The replica of the exchange's tasks and orders at this station: what the worklist shows, also while the link is down. */
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { Order } from '#shared/study/order.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface TaskReplica {
  readonly get: (taskId: string) => Task | null;
  readonly all: () => readonly Task[];
  readonly byStudy: (studyInstanceUid: string) => Task | null;
  readonly orders: () => readonly Order[];
  readonly orderByAccession: (accessionNumber: string) => Order | null;
  /** Writes the snapshots of a batch; runs inside the feed's transaction. */
  readonly applyEvents: (events: readonly FeedEvent[]) => void;
  /** Takes written snapshots into memory, after the transaction; answers the tasks that are newer than before. */
  readonly takeEvents: (events: readonly FeedEvent[]) => readonly Task[];
  /** A snapshot that came as the answer to a command; inside the commit that settles it. True when it is newer. */
  readonly writeAnswer: (task: Task) => boolean;
  /** A snapshot that came as the answer to a call. */
  readonly keepTask: (task: Task) => Promise<boolean>;
  readonly keepOrder: (order: Order) => Promise<void>;
  /** Inside a commit. */
  readonly writeOrder: (order: Order) => void;
  readonly takeOrder: (order: Order) => void;
}

/** A follow-up of late images began after the task whose report it follows. */
function begun(task: Task): number {
  return task.stamps.firstByteAt ?? task.order.placedAt;
}

export function createTaskReplica(database: StationDatabase): TaskReplica {
  const { sqlite, commit } = database;
  const insertTask = sqlite.prepare(
    `INSERT INTO taskReplica VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, body = excluded.body WHERE excluded.seq >= taskReplica.seq`,
  );
  const insertOrder = sqlite.prepare(
    `INSERT INTO orderReplica VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET accessionNumber = excluded.accessionNumber, body = excluded.body`,
  );
  const tasks = new Map<string, Task>();
  const orders = new Map<string, Order>();
  for (const body of sqlite.prepare('SELECT body FROM taskReplica').pluck().all() as string[]) {
    const task = JSON.parse(body) as Task;
    tasks.set(task.taskId, task);
  }
  for (const body of sqlite.prepare('SELECT body FROM orderReplica').pluck().all() as string[]) {
    const order = JSON.parse(body) as Order;
    orders.set(order.orderId, order);
  }

  const writeTask = (task: Task): void => {
    insertTask.run(task.taskId, task.seq, JSON.stringify(task));
  };
  const writeOrder = (order: Order): void => {
    insertOrder.run(order.orderId, order.accessionNumber, JSON.stringify(order));
  };
  const takeOrder = (order: Order): void => {
    orders.set(order.orderId, order);
  };
  function takeTask(task: Task): boolean {
    const before = tasks.get(task.taskId);
    if (before !== undefined && before.seq > task.seq) return false;
    tasks.set(task.taskId, task);
    takeOrder(task.order);
    return true;
  }

  return {
    get: (taskId) => tasks.get(taskId) ?? null,
    all: () => [...tasks.values()],
    byStudy: (studyInstanceUid) =>
      [...tasks.values()]
        .filter((task) => task.studyInstanceUid === studyInstanceUid && task.state !== 'cancelled')
        .sort((one, other) => begun(other) - begun(one) || other.seq - one.seq)[0] ?? null,
    orders: () => [...orders.values()].sort((one, other) => other.placedAt - one.placedAt),
    orderByAccession: (accessionNumber) =>
      [...orders.values()].find((order) => order.accessionNumber === accessionNumber) ?? null,
    applyEvents: (events) => {
      for (const { change } of events) {
        if (change.type === 'order-placed') writeOrder(change.order);
        else if ('task' in change) {
          writeTask(change.task);
          writeOrder(change.task.order);
        }
      }
    },
    takeEvents: (events) => {
      const newer = new Map<string, Task>();
      for (const { change } of events) {
        if (change.type === 'order-placed') takeOrder(change.order);
        else if ('task' in change && takeTask(change.task)) newer.set(change.task.taskId, change.task);
      }
      return [...newer.values()];
    },
    writeAnswer: (task) => {
      writeTask(task);
      return takeTask(task);
    },
    keepTask: async (task) => {
      await commit(() => writeTask(task));
      return takeTask(task);
    },
    keepOrder: async (order) => {
      await commit(() => writeOrder(order));
      takeOrder(order);
    },
    writeOrder,
    takeOrder,
  };
}
