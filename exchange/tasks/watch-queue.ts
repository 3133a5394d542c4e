/** The queue is watched: past its threshold the oldest goes to the second group, and where policy asks, each is kept for the best reader. */
import type { Member } from '#shared/contract/exchange/members.ts';
import { ok } from '#shared/result.ts';
import {
  type AssignmentPolicy,
  entryOf,
  halfTime,
  isRostered,
  pickReader,
  reservationAt,
} from '#shared/study/assignment.ts';
import { compareWaiting } from '#shared/study/compare-waiting.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask } from '../feed/commit-task.ts';
import type { Parts } from '../parts.ts';
import { readAssignmentPolicy } from './assignment-policy.ts';
import type { Attendance } from './next-task.ts';
import { readCandidates, readWaiting } from './read-candidates.ts';

export interface QueueRules extends Attendance {
  readonly mayWrite: (member: Member, task: Task, now: number) => boolean;
}

/** One look; nothing is read where the policy asks for neither. */
export async function watchQueue(deps: Parts & QueueRules): Promise<void> {
  const asked = await readAssignmentPolicy(deps.db);
  if (asked.threshold === null && !asked.assigns) return;
  await deps.write(async (trx, now) => {
    const policy = await readAssignmentPolicy(trx);
    await regroup(trx, policy, now);
    if (policy.assigns) await assign(deps, trx, policy, now);
    return ok(undefined);
  });
}

/** Nobody's yet, and in the first group. */
async function regroup(trx: ExchangeTransaction, policy: AssignmentPolicy, now: number): Promise<void> {
  const { threshold } = policy;
  if (threshold === null) return;
  const queue = (await readWaiting(trx))
    .filter((task) => (task.group ?? 1) === 1 && reservationAt(task, now) === null)
    .sort((one, other) => (one.clock.startedAt ?? 0) - (other.clock.startedAt ?? 0));
  for (const task of queue.slice(0, Math.max(0, queue.length - threshold))) {
    await commitTask(trx, { ...task, group: 2 }, now);
    const detail = `queue ${queue.length} > ${threshold}`;
    await record(trx, now, 'regrouped', task, detail);
  }
}

async function assign(
  deps: QueueRules,
  trx: ExchangeTransaction,
  policy: AssignmentPolicy,
  now: number,
): Promise<void> {
  const present = deps.present();
  const candidates = await readCandidates(trx, policy, present, now);
  const kept = new Map<string, number>();
  const waiting = (await readWaiting(trx)).sort(compareWaiting);
  const isThere = (memberId: string) => present.some((member) => member.memberId === memberId);
  for (const task of waiting) {
    const reserved = reservationAt(task, now);
    const isGone = reserved?.by === 'exchange' && !isThere(reserved.memberId);
    if (reserved !== null && !isGone) {
      kept.set(reserved.memberId, (kept.get(reserved.memberId) ?? 0) + 1);
      continue;
    }
    const until = halfTime(task);
    if (until === null || until <= now || task.followUp !== undefined) continue;
    const hour = new Date(now).getHours();
    const fitting = candidates.flatMap((one) => {
      const member = present.find((each) => each.memberId === one.memberId);
      const isFit =
        member !== undefined &&
        deps.mayWrite(member, task, now) &&
        isRostered(policy, one.name, task, hour) &&
        (entryOf(policy, one.name)?.group ?? 1) === (task.group ?? 1);
      return isFit ? [{ ...one, load: one.load + (kept.get(one.memberId) ?? 0) }] : [];
    });
    const best = pickReader(fitting);
    const member = present.find((one) => one.memberId === best?.memberId);
    if (member === undefined) {
      if (isGone) {
        const { reserved: _reserved, ...free } = task;
        await commitTask(trx, free, now);
      }
      continue;
    }
    kept.set(member.memberId, (kept.get(member.memberId) ?? 0) + 1);
    const { memberId, name } = member;
    await commitTask(trx, { ...task, reserved: { memberId, name, at: now, until, by: 'exchange' } }, now);
    await record(trx, now, 'assigned', task, name);
  }
}

async function record(
  trx: ExchangeTransaction,
  at: number,
  act: string,
  { taskId: object }: Task,
  detail: string,
): Promise<void> {
  await appendAudit(trx, { at, memberId: null, stationId: null, act, success: true, object, detail });
}
