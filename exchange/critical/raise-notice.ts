/** 危急值 raised by a doctor from the image or the ECG, before any text exists. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { criticalEntry } from '#shared/study/critical-lists.ts';
import type { CriticalNotice, NoticeEvidence } from '#shared/study/critical-notice.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { type JudgingRules, judgeOf } from './judge-critical.ts';
import { nextRungAt } from './notice-rows.ts';

export interface NoticeGiven {
  readonly noticeId: string;
  readonly drill: boolean;
  readonly finding: CriticalNotice['finding'];
  readonly note: string;
  readonly evidence: NoticeEvidence;
}

/**
 * By the holder, by who held it under that claim (it may have waited for the link while another took over), or by the author
 * of the report that stands; its clock began when it was raised. Idempotent by notice. Fails with task-not-found, claim-stale, right-missing or critical-unknown.
 */
export async function raiseNotice(
  deps: Parts & JudgingRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly memberId: MemberId;
    readonly notice: NoticeGiven;
    readonly picture: string | null;
    readonly at: number;
  },
): Promise<Result<Task>> {
  const { taskId, claim, memberId, notice: given, picture } = input;
  const spec = {
    caller,
    act: given.drill ? 'critical-drill-raised' : 'critical-notice-raised',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: `${given.noticeId} ${given.finding.list} ${given.finding.version} ${given.finding.code}`,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const known = task.notices ?? [];
    if (known.some((notice) => notice.noticeId === given.noticeId)) return ok(task);
    const name = judgeOf(deps, caller, task, { claim, memberId }) ?? (await formerHolder(trx, caller, input));
    if (name === null) return fail(failure('claim-stale', { claim, current: task.claim }));
    const at = Math.min(Math.max(input.at, task.stamps.claimedAt ?? now), now);
    const refusal = await deps.refuseSigning(trx, memberId, task, 'issue', at);
    if (refusal !== null) return fail(refusal);
    const entry = criticalEntry(given.finding.list, given.finding.code);
    if (entry === undefined) return fail(failure('critical-unknown', { code: given.finding.code }));
    const notice: CriticalNotice = {
      ...given,
      finding: { ...given.finding, text: { zh: entry.zh, en: entry.en } },
      evidence: { ...given.evidence, hasPicture: picture !== null },
      raised: { memberId, name, at },
      deliveredAt: null,
      opened: null,
      readBack: null,
      acted: null,
      closed: null,
      calls: [],
      rungs: [],
    };
    await trx
      .insertInto('criticalNotice')
      .values({
        noticeId: notice.noticeId,
        taskId,
        raisedAt: at,
        nextRungAt: nextRungAt(notice),
        picture,
      })
      .execute();
    // Who raises what a machine has found has confirmed it; a drill says nothing about the patient.
    const critical = (task.critical ?? []).map((hit) =>
      !given.drill && hit.verdict === null && hit.findings.some((one) => one.code === entry.code)
        ? { ...hit, verdict: { what: 'confirmed' as const, memberId, name, at: now } }
        : hit,
    );
    const judged = task.critical === undefined ? {} : { critical };
    return ok(await commitTask(trx, { ...task, ...judged, notices: [...known, notice] }, now));
  });
}

/** Who held the task under that claim and spoke up then is heard, whoever holds it by now. */
async function formerHolder(
  trx: ExchangeTransaction,
  caller: Caller,
  { taskId, claim, memberId }: { readonly taskId: string; readonly claim: number; readonly memberId: string },
): Promise<string | null> {
  const held = await trx
    .selectFrom('claim')
    .innerJoin('member', 'member.memberId', 'claim.memberId')
    .select(['claim.memberId', 'claim.stationId', 'member.name'])
    .where('claim.taskId', '=', taskId)
    .where('claim.number', '=', claim)
    .executeTakeFirst();
  if (held === undefined || held.memberId !== memberId) return null;
  const speaks =
    caller.person === null
      ? held.stationId === caller.station?.memberId
      : caller.person.memberId === memberId;
  return speaks ? held.name : null;
}
