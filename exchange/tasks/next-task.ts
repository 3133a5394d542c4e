/**
 * 下一例: the exchange chooses and claims in one act, by deadline, skill and weight. The reader learns whose it is when it opens:
 * nobody picks the easy ones.
 */
import type { Member } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { entryOf, isOnDuty, isRostered, pickTask, reservationAt } from '#shared/study/assignment.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { readAssignmentPolicy } from './assignment-policy.ts';
import { type ClaimRules, take } from './claim-task.ts';
import { readCandidates, readWaiting } from './read-candidates.ts';

export interface Attendance {
  /** People at the windows of the centre now. */
  readonly present: () => readonly Member[];
}

/** Fails with not-signed-in, off-duty outside of the person's hours, or nothing-waiting for him. */
export async function nextTask(
  deps: Parts & ClaimRules & Attendance,
  caller: Caller,
  input: { readonly commandId: string; readonly kind: Kind | null },
): Promise<Result<Task>> {
  const { commandId, kind } = input;
  const spec = {
    caller,
    act: 'dealt',
    commandId,
    input,
    object: caller.person?.memberId ?? '',
    outcome: ({ taskId, claim }: Task) => `${taskId} #${claim}`,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const { person } = caller;
    if (person === null) return fail(failure('not-signed-in'));
    const policy = await readAssignmentPolicy(trx);
    const hour = new Date(now).getHours();
    const entry = entryOf(policy, person.name);
    if (entry !== null && !isOnDuty(entry, hour)) {
      return fail(failure('off-duty', { from: entry.from, to: entry.to }));
    }
    const view = visibleSites(caller);
    const mayHave = (task: Task): boolean => {
      const reserved = reservationAt(task, now);
      const { followUp } = task;
      const isOffered = (followUp?.offeredUntil ?? 0) > now && followUp?.offeredTo !== person.memberId;
      return (
        (kind === null || task.kind === kind) &&
        mayView(view, task.siteId) &&
        deps.refuseWriting(person, task, now) === null &&
        (reserved === null || reserved.memberId === person.memberId) &&
        !isOffered &&
        (task.group ?? 1) === (entry?.group ?? task.group ?? 1) &&
        isRostered(policy, person.name, task, hour)
      );
    };
    const tasks = (await readWaiting(trx)).filter(mayHave);
    const others = deps.present().filter((one) => one.memberId !== person.memberId && one.rights.length > 0);
    const candidates = await readCandidates(trx, policy, [person, ...others], now);
    const own = candidates.find((one) => one.memberId === person.memberId);
    const task = own === undefined ? null : pickTask(policy, tasks, own, candidates);
    if (task === null) return fail(failure('nothing-waiting'));
    return ok(await take(trx, caller, person, task, now));
  });
}
