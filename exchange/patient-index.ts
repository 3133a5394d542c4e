/** What the patient index is told by other rooms, in their own transaction; the composition root passes it on. */
import type { Report } from '#shared/report/report.ts';
import type { Order } from '#shared/study/order.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from './database/open-database.ts';

export interface PatientIndex {
  /** An order is about somebody: his record is found or made. */
  readonly orderPlaced: (trx: ExchangeTransaction, order: Order, now: number) => Promise<void>;
  /** A study without an order belongs to whom the device names. */
  readonly studyAlone: (
    trx: ExchangeTransaction,
    deposit: { readonly depositId: string; readonly siteId: string; readonly study: Omit<Study, 'series'> },
    now: number,
  ) => Promise<void>;
  /** Joined to an order a study belongs to the order's patient, who may gain the numbers a device wrote beside the id. */
  readonly studyJoined: (
    trx: ExchangeTransaction,
    depositId: string,
    orderId: string,
    now: number,
  ) => Promise<void>;
  /** Keeps what a committed report quotes; answers the task, flagged where a quote crosses persons already. */
  readonly reportCommitted: (
    trx: ExchangeTransaction,
    report: Report,
    task: Task,
    now: number,
  ) => Promise<Task>;
}
