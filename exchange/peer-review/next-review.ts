/** The next drawn report for a reviewer: taken for him, and told without its author, its signers, its site or the patient's name. */
import { failure } from '#shared/failure.ts';
import type { Report } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { ageYears } from '#shared/study/age.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { PeerCase } from '#shared/study/peer-review.ts';
import { runCommand } from '../audit/run-command.ts';
import type { Caller, Parts } from '../parts.ts';
import { noteChange, readOpenFor } from './review-rows.ts';

/** Fails with not-signed-in, or peer-review-none where nothing waits for him. */
export async function nextReview(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string },
): Promise<Result<PeerCase & { readonly taskId: TaskId }>> {
  const { person } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const { commandId } = input;
  const spec = { caller, act: 'peer-review-taken', commandId, input, object: 'peer-review' };
  return runCommand(deps, { ...spec, outcome: ({ reviewId }: PeerCase) => reviewId }, async (trx, now) => {
    const [row] = await readOpenFor(trx, person, now);
    if (row === undefined) return fail(failure('peer-review-none'));
    const { document } = await trx
      .selectFrom('report')
      .select('document')
      .where('reportId', '=', row.reportId)
      .where('version', '=', row.version)
      .where('adopted', '=', 1)
      .executeTakeFirstOrThrow();
    if (row.reviewerId !== person.memberId) {
      await trx
        .updateTable('peerReview')
        .set({ reviewerId: person.memberId, takenAt: now })
        .where('reviewId', '=', row.reviewId)
        .execute();
      await noteChange(trx);
    }
    return ok({ ...blinded(row.reviewId, JSON.parse(document) as Report), taskId: row.taskId as TaskId });
  });
}

/** Every field is named here: what a report holds beside them stays unsaid, also what it may hold one day. */
function blinded(reviewId: string, report: Report): PeerCase {
  const { kind, study, order, patient, content } = report;
  const { findings, impression, recommendation } = content;
  return {
    reviewId,
    kind,
    modality: study.modality,
    bodyPart: study.bodyPart,
    description: study.description,
    acquiredAt: study.acquiredAt,
    patient: {
      sex: patient.sex,
      birthDate: coarse(patient.birthDate, study.acquiredAt ?? report.issuedAt),
    },
    complaint: order.complaint,
    history: order.history,
    question: order.question,
    report: { findings, impression, recommendation },
  };
}

/** Age is said in years from two on: then the day of birth says nothing but who somebody is. */
function coarse(birthDate: string | null, at: number): string | null {
  const years = ageYears(birthDate, at);
  return birthDate === null || years === null || years < 2 ? birthDate : `${birthDate.slice(0, 7)}-01`;
}
