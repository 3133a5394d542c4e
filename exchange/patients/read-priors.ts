/** Journey step 7: earlier studies of the patient of a task, from every record merged with his, for who holds the claim. */
import type { OpenedPrior, Prior } from '#shared/contract/exchange/patients.ts';
import type { KeptReport } from '#shared/contract/exchange/reports.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DepositId, ReportId } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';

/** What the priors need of other rooms. */
export interface PriorRules {
  readonly isHolder: (caller: Caller, task: Task) => boolean;
  /** The newest adopted report of a task. */
  readonly newestReport: (taskId: string) => Promise<KeptReport | null>;
  /** The study with every object's hash. */
  readonly studyOf: (depositId: string) => Promise<Study | null>;
}

/** While the claim is held, before and after a preliminary report, and while a signed one is amended. */
const readingStates: ReadonlySet<Task['state']> = new Set(['reading', 'preliminary', 'reviewing']);

/** Newest first. Fails with task-not-found or priors-need-claim; either way the look is audited. */
export async function listPriors(
  deps: Parts & PriorRules,
  caller: Caller,
  taskId: string,
): Promise<Result<Prior[]>> {
  const found = await taskOfHolder(deps, caller, taskId);
  if (!found.ok) {
    await record(deps, caller, 'priors-listed', taskId, found.failure.code, false);
    return found;
  }
  const priors = await priorsOf(deps, found.value);
  await record(deps, caller, 'priors-listed', taskId, String(priors.length), true);
  return ok(priors);
}

/** Fails as listPriors does, or with prior-not-found where the study is none of this patient's (any more). */
export async function openPrior(
  deps: Parts & PriorRules,
  caller: Caller,
  input: { readonly taskId: string; readonly depositId: string },
): Promise<Result<OpenedPrior>> {
  const refuse = async (reason: Failure) => {
    await record(deps, caller, 'prior-opened', input.depositId, `${input.taskId} ${reason.code}`, false);
    return fail(reason);
  };
  const found = await taskOfHolder(deps, caller, input.taskId);
  if (!found.ok) return refuse(found.failure);
  const prior = (await priorsOf(deps, found.value)).find((one) => one.depositId === input.depositId);
  const study = prior === undefined ? null : await deps.studyOf(prior.depositId);
  if (prior === undefined || study === null) return refuse(failure('prior-not-found'));
  const deposit = await deps.db
    .selectFrom('deposit')
    .select('taskId')
    .where('depositId', '=', input.depositId)
    .executeTakeFirst();
  const report = deposit?.taskId == null ? null : await deps.newestReport(deposit.taskId);
  await record(deps, caller, 'prior-opened', input.depositId, input.taskId, true);
  return ok({ prior, report, study });
}

async function taskOfHolder(deps: Parts & PriorRules, caller: Caller, taskId: string): Promise<Result<Task>> {
  const task = await readTask(deps.db, taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const isAtIt = readingStates.has(task.state) || task.amending !== undefined;
  const isReading = caller.person !== null && isAtIt && deps.isHolder(caller, task);
  return isReading ? ok(task) : fail(failure('priors-need-claim'));
}

/** Not the study itself, nor one whose identity is in doubt or whose order was withdrawn. */
async function priorsOf(deps: Parts & PriorRules, task: Task): Promise<Prior[]> {
  const rows = await deps.db
    .selectFrom('patientOrder')
    .innerJoin('patient as own', 'own.patientId', 'patientOrder.patientId')
    .innerJoin('patient as record', 'record.personId', 'own.personId')
    .innerJoin('patientDeposit', 'patientDeposit.patientId', 'record.patientId')
    .innerJoin('deposit', 'deposit.depositId', 'patientDeposit.depositId')
    .innerJoin('member as site', 'site.memberId', 'deposit.siteId')
    .leftJoin('task', 'task.taskId', 'deposit.taskId')
    .selectAll('deposit')
    .select([
      'own.patientId as ownId',
      'own.personId',
      'record.patientId as recordId',
      'site.name as siteName',
    ])
    .select('task.document')
    .where('patientOrder.orderId', '=', task.orderId)
    .where('deposit.depositId', '!=', task.depositId)
    .execute();
  const hasPerson = await isMergedByHand(deps, rows[0]?.personId ?? '');
  const priors: Prior[] = [];
  for (const row of rows) {
    const its = row.document === null ? null : (JSON.parse(row.document) as Task);
    if (its !== null && (!its.identity.settled || its.state === 'cancelled')) continue;
    const study = JSON.parse(row.study) as Omit<Study, 'series'>;
    const report = its === null ? null : await deps.newestReport(its.taskId);
    priors.push({
      depositId: row.depositId as DepositId,
      studyInstanceUid: row.studyInstanceUid,
      kind: row.kind,
      modality: row.modality,
      bodyPart: its?.bodyPart ?? row.bodyPart,
      description: study.description,
      at: study.acquiredAt ?? row.firstByteAt,
      siteName: row.siteName,
      known: row.recordId === row.ownId ? 'record' : hasPerson ? 'person' : 'rule',
      images: row.removedAt === null ? row.received : 0,
      report:
        report === null
          ? null
          : {
              reportId: report.reportId as ReportId,
              version: report.version,
              status: report.status,
              impression: report.report.content.impression,
              memberName: report.memberName,
              committedAt: report.committedAt,
            },
    });
  }
  return priors.sort((one, other) => other.at - one.at);
}

/** A standing merge of a person's records lies within them: any one that somebody decided makes the priors his word. */
async function isMergedByHand({ db }: Parts, personId: string): Promise<boolean> {
  const merge = await db
    .selectFrom('patientMerge')
    .innerJoin('patient', 'patient.patientId', 'patientMerge.one')
    .select('mergeId')
    .where('patient.personId', '=', personId)
    .where('undoneAt', 'is', null)
    .where('mergedBy', 'is not', null)
    .executeTakeFirst();
  return merge !== undefined;
}

/** Who looked at whose past is recorded, answered or refused. */
async function record(
  deps: Parts,
  caller: Caller,
  act: string,
  object: string,
  detail: string,
  success: boolean,
): Promise<void> {
  await deps.write(async (trx, now) => {
    await appendAudit(trx, {
      at: now,
      memberId: caller.person?.memberId ?? null,
      stationId: caller.station?.memberId ?? null,
      act,
      success,
      object,
      detail,
    });
    return ok(undefined);
  });
}
