/** The claim and the draft a person has on a task at the exchange. */
import { randomUUID } from 'node:crypto';
import type { Member } from '#shared/contract/exchange/members.ts';
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import { failure } from '#shared/failure.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';

export interface OwnWork {
  readonly member: Member;
  readonly task: Task;
  /** The claim the person writes under. */
  readonly claim: number;
  readonly draft: Draft | null;
  readonly centre: string;
}

/** Fails with not-signed-in for a station's token, and claim-stale for a task that was never claimed. */
export async function readOwnWork(access: ExchangeAccess, taskId: TaskId): Promise<Result<OwnWork>> {
  const who = await access.client.members.whoAmI();
  if (!who.ok) return who;
  const { member, region } = who.value;
  if (member.type !== 'person') return fail(failure('not-signed-in'));
  const task = await access.client.tasks.get({ taskId });
  if (!task.ok) return task;
  const drafts = await access.client.tasks.drafts({ taskId });
  if (!drafts.ok) return drafts;
  const draft = drafts.value.find((one) => one.memberId === member.memberId) ?? null;
  const isHolder = task.value.holder?.memberId === member.memberId;
  const claim = isHolder ? task.value.claim : (draft?.claim ?? null);
  if (claim === null) return fail(failure('claim-stale', { claim: 0, current: task.value.claim }));
  return ok({ member, task: task.value, claim, draft, centre: region.centre });
}

export async function saveOwnDraft(
  access: ExchangeAccess,
  work: OwnWork,
  content: ReportContent,
): Promise<Result<Draft>> {
  const revision = (work.draft?.revision ?? 0) + 1;
  const { taskId } = work.task;
  const { memberId, name } = work.member;
  const saved = await access.client.tasks.saveDraft({
    commandId: randomUUID(),
    taskId,
    claim: work.claim,
    memberId,
    content,
    revision,
  });
  if (!saved.ok) return saved;
  return ok({
    taskId,
    claim: work.claim,
    memberId,
    memberName: name,
    content,
    revision,
    savedAt: Date.now(),
  });
}
