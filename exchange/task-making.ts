/** How a task comes to be: tasks make it, deposits ask for it through the composition root. */
import type { Order } from '#shared/study/order.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from './database/open-database.ts';

export interface NewTask {
  readonly depositId: string;
  readonly order: Order;
  readonly kind: Task['kind'];
  readonly studyInstanceUid: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly studyDescription: string;
  readonly acquiredAt: number | null;
  readonly firstByteAt: number;
  /** 图片心电图 */
  readonly picture: boolean;
  readonly images: Task['images'];
  readonly identity: Task['identity'];
  /** A further attempt under the order; null for the first. */
  readonly attempt: NonNullable<Task['attempt']> | null;
}

/** What advances a deposit: all of it is there, the task opens and its clock starts at `startedAt`. */
export interface Opening {
  readonly open: (trx: ExchangeTransaction, task: Task, startedAt: number, now: number) => Promise<Task>;
  /** A further attempt of `former` with a whole clock: arriving. */
  readonly again: (
    trx: ExchangeTransaction,
    former: Task,
    given: Required<Pick<Task, 'attempt' | 'images'>>,
    now: number,
  ) => Promise<Task>;
  /** A further task about what came after the report of `origin`: arriving, with a clock of its own. */
  readonly follow: (
    trx: ExchangeTransaction,
    origin: Task,
    given: Required<Pick<Task, 'followUp' | 'images' | 'lateImages'>>,
    now: number,
  ) => Promise<Task>;
}

export interface TaskMaking extends Opening {
  readonly begin: (trx: ExchangeTransaction, given: NewTask, now: number) => Promise<Task>;
}
