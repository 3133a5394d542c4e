/** The case for who is asked: task and draft as they stand, only while the consultation is open; who saw it is in the audit. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type CaseState, type Consultation, consultationState } from '#shared/study/consultation.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { findConsultation } from './commit-consultation.ts';

/** Fails with consultation-not-found or consultation-over. */
export async function openConsultation(
  deps: Parts,
  caller: Caller,
  { taskId, consultationId }: { readonly taskId: string; readonly consultationId: string },
): Promise<Result<{ consultation: Consultation; task: Task; state: CaseState }>> {
  return deps.write(async (trx, now) => {
    const task = await readTask(trx, taskId);
    const consultation = task === null ? undefined : findConsultation(task, consultationId);
    const row = await trx
      .selectFrom('consultation')
      .select('caseState')
      .where('consultationId', '=', consultationId)
      .executeTakeFirst();
    if (task === null || consultation === undefined || row === undefined) {
      return fail(failure('consultation-not-found'));
    }
    if (!isAsked(caller, consultation)) return fail(failure('consultation-not-found'));
    const state = consultationState(consultation);
    if (state !== 'open') return fail(failure('consultation-over', { state }));
    await appendAudit(trx, {
      at: now,
      memberId: caller.person?.memberId ?? null,
      stationId: caller.station?.memberId ?? null,
      act: 'consultation-viewed',
      success: true,
      object: taskId,
      detail: consultationId,
    });
    return ok({
      consultation,
      task: onlyFor(task, consultation),
      state: JSON.parse(row.caseState) as CaseState,
    });
  });
}

/** A hospital's station fetches for its people; a colleague asks for himself. */
function isAsked(caller: Caller, { to }: Consultation): boolean {
  if (to.kind === 'member') return caller.person?.memberId === to.memberId;
  return (caller.station?.siteId ?? sendingSite(caller)) === to.siteId;
}

/** What others were asked, and what township and reader wrote to each other, is none of a consultant's business. */
function onlyFor(task: Task, consultation: Consultation): Task {
  const { talk: _talk, ...rest } = task;
  return { ...rest, consultations: [consultation], reports: task.reports.filter((report) => report.adopted) };
}
