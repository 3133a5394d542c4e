/** Readers who are there, with what they hold and what they have signed lately, as a choice among them needs it. */
import type { Member } from '#shared/contract/exchange/members.ts';
import { type AssignmentPolicy, type Candidate, creditOf } from '#shared/study/assignment.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import { taskOfRow } from '../feed/commit-task.ts';

/** How far back signatures count, in ms: a shift. */
export const creditMs = 12 * 3_600_000;

export async function readCandidates(
  db: ExchangeDatabase | ExchangeTransaction,
  policy: AssignmentPolicy,
  members: readonly Pick<Member, 'memberId' | 'name'>[],
  now: number,
): Promise<Candidate[]> {
  const ids = members.map((member) => member.memberId as string);
  if (ids.length === 0) return [];
  const held = await db
    .selectFrom('task')
    .select((term) => ['holderId', term.fn.countAll<number>().as('tasks')])
    .where('holderId', 'in', ids)
    .groupBy('holderId')
    .execute();
  const signed = await db
    .selectFrom('report')
    .innerJoin('task', 'task.taskId', 'report.taskId')
    .innerJoin('deposit', 'deposit.depositId', 'task.depositId')
    .innerJoin('member', 'member.memberId', 'task.siteId')
    .select(['report.memberId', 'task.kind', 'task.siteId', 'member.name as siteName'])
    .select(['deposit.modality', 'deposit.bodyPart'])
    .where('report.committedAt', '>', now - creditMs)
    .where('report.adopted', '=', 1)
    .where('report.status', 'in', ['final', 'addendum'])
    .where('report.memberId', 'in', ids)
    .execute();
  return members.map(({ memberId, name }) => ({
    memberId,
    name,
    load: Number(held.find((row) => row.holderId === memberId)?.tasks ?? 0),
    credit: signed
      .filter((row) => row.memberId === memberId)
      .reduce(
        (sum, row) =>
          sum + creditOf(policy, { ...row, kind: row.kind as Kind, siteId: row.siteId as Task['siteId'] }),
        0,
      ),
  }));
}

/** All tasks that wait for a reader. */
export async function readWaiting(db: ExchangeDatabase | ExchangeTransaction): Promise<Task[]> {
  const rows = await db
    .selectFrom('task')
    .select(['document', 'leaseUntil'])
    .where('closed', '=', 0)
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(taskOfRow);
}
