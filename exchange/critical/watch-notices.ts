/** 1, 3 and 5 minutes without a read-back: whom to telephone at the township, each once, whoever restarts. */
import { ok } from '#shared/result.ts';
import { type CriticalNotice, noticeRungMinutes } from '#shared/study/critical-notice.ts';
import type { Contact } from '#shared/study/escalation.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Parts } from '../parts.ts';
import { commitNotice } from './notice-rows.ts';

export interface NoticeWatch {
  /** Whom to telephone about a critical value of the task, one after the other. */
  readonly contactsOf: (trx: ExchangeTransaction, task: Task) => Promise<readonly Contact[]>;
}

/** One look; answers how many rungs fired. */
export async function watchNotices(deps: Parts & NoticeWatch): Promise<number> {
  const due = await deps.db
    .selectFrom('criticalNotice')
    .select(['noticeId', 'taskId'])
    .where('nextRungAt', '<=', deps.clock.now())
    .limit(100)
    .execute();
  if (due.length === 0) return 0;
  const fired = await deps.write(async (trx, now) => {
    let count = 0;
    for (const { noticeId, taskId } of due) {
      const task = await readTask(trx, taskId);
      const notice = task?.notices?.find((one) => one.noticeId === noticeId);
      if (task !== null && notice !== undefined) count += await fire(deps, trx, { task, notice }, now);
    }
    return ok(count);
  });
  return fired.ok ? fired.value : 0;
}

async function fire(
  deps: NoticeWatch,
  trx: ExchangeTransaction,
  { task, notice }: { readonly task: Task; readonly notice: CriticalNotice },
  now: number,
): Promise<number> {
  const done = new Set(notice.rungs.map((rung) => rung.minute));
  const minutes = noticeRungMinutes.filter(
    (minute) => !done.has(minute) && notice.raised.at + minute * 60_000 <= now,
  );
  if (notice.readBack !== null || notice.closed !== null || minutes.length === 0) return 0;
  const contacts = await deps.contactsOf(trx, task);
  const rungs = minutes.map((minute) => ({ minute, at: now, to: toCall(task, contacts, minute) }));
  await commitNotice(trx, task, { ...notice, rungs: [...notice.rungs, ...rungs] }, now);
  for (const { minute, to } of rungs) {
    await appendAudit(trx, {
      at: now,
      memberId: null,
      stationId: null,
      act: 'critical-escalated',
      success: true,
      object: task.taskId,
      detail: `${notice.noticeId} ${minute} min ${to.map(({ name, phone }) => `${name} ${phone}`).join(', ')}`,
    });
  }
  return rungs.length;
}

/** The bedside first, then one more of the list, then all of it. */
function toCall(task: Task, contacts: readonly Contact[], minute: number): Contact[] {
  const { phone } = task.order;
  const bedside: Contact[] =
    phone === '' ? [] : [{ name: task.siteName.slice(0, 40), phone: phone.slice(0, 40) }];
  const further = minute === 1 ? [] : minute === 3 ? contacts.slice(0, 1) : contacts;
  return [...bedside, ...further].slice(0, 12);
}
