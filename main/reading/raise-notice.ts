/** 危急值 from the image or the ECG, before any text exists: goes through the outbox before the report, also without a link. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { criticalListOf } from '#shared/study/critical-lists.ts';
import type { NoticeEvidence } from '#shared/study/critical-notice.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface RaiseNoticeDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
}

export interface NoticeRequest {
  readonly taskId: string;
  readonly drill: boolean;
  readonly code: string;
  readonly note: string;
  readonly sopInstanceUid: string | null;
  readonly sha256: NoticeEvidence['sha256'];
  readonly rule: NoticeEvidence['rule'];
  /** PNG in base64. */
  readonly picture: string | null;
}

export interface RaisedNotice extends Asked {
  readonly noticeId: string;
}

/** Fails with task-not-found, critical-unknown, claim-stale for who neither holds the task nor wrote its report, or what the exchange says. */
export async function raiseNotice(
  deps: RaiseNoticeDeps,
  actor: Actor,
  given: NoticeRequest,
): Promise<Result<RaisedNotice>> {
  const { taskId, code, drill, note, picture } = given;
  const { memberId, name } = actor.member;
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const raiser = task.holder?.memberId ?? task.reports.filter((report) => report.adopted).at(-1)?.memberId;
  if (raiser !== memberId) return fail(failure('claim-stale', { claim: 0, current: task.claim }));
  const { list, version, entries } = criticalListOf(task.kind);
  const entry = entries.find((one) => one.code === code);
  if (entry === undefined) return fail(failure('critical-unknown', { code }));
  const at = deps.now();
  const noticeId = randomUUID();
  const notice = {
    noticeId,
    drill,
    finding: { list, version, code, text: { zh: entry.zh, en: entry.en } },
    note,
    evidence: {
      sopInstanceUid: given.sopInstanceUid,
      sha256: given.sha256,
      rule: given.rule,
      hasPicture: picture !== null,
    },
  };
  const command = {
    what: 'notify-critical',
    // Before the report that tells of it.
    lane: `report:${taskId}`,
    taskId,
    body: { taskId, claim: task.claim, memberId, memberName: name, notice, picture, at },
    createdAt: at,
  } as const;
  const asked = await askExchange(deps, command, () => {
    deps.database.sqlite.prepare('INSERT INTO noticePicture VALUES (?, ?, ?)').run(noticeId, picture, at);
    const act = drill ? 'critical-drill-raised' : 'critical-notice-raised';
    deps.audit.append({ memberId, act, success: true, object: taskId, detail: `${noticeId} ${code}` });
  });
  return asked.ok ? ok({ noticeId, ...asked.value }) : asked;
}
