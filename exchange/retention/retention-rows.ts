/** The rows of retention: its policy, its legal holds, its runs; and the facts of the deposits it judges. */
import type { RetentionFacts } from '#shared/retention/judge-retention.ts';
import {
  type KeepReason,
  type LegalHold,
  type RetentionPolicy,
  type RetentionRun,
  type RetentionStatus,
  retentionPolicySchema,
} from '#shared/retention/retention.ts';
import { openConflicts } from '#shared/study/conflict.ts';
import { decidingTask } from '#shared/study/deciding-task.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import { readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';

type Reading = ExchangeDatabase | ExchangeTransaction;

export async function readRetentionPolicy(db: Reading): Promise<RetentionPolicy> {
  return retentionPolicySchema.parse(
    (await readPolicy(db, 'retentionPolicy')) ?? { rules: [], nightly: false },
  );
}

export async function readStatus(db: Reading): Promise<RetentionStatus> {
  const holds = await db
    .selectFrom('legalHold')
    .leftJoin('deposit', 'deposit.studyInstanceUid', 'legalHold.studyInstanceUid')
    .leftJoin('member', 'member.memberId', 'legalHold.memberId')
    .select([
      'legalHold.studyInstanceUid',
      'legalHold.reason',
      'legalHold.memberId',
      'legalHold.setAt',
      'deposit.study',
      'member.name as memberName',
    ])
    .orderBy('legalHold.setAt', 'desc')
    .execute();
  const runs = await db
    .selectFrom('retentionRun')
    .leftJoin('member', 'member.memberId', 'retentionRun.memberId')
    .selectAll('retentionRun')
    .select('member.name as memberName')
    .orderBy('startedAt', 'desc')
    .limit(10)
    .execute();
  const sites = await db
    .selectFrom('member')
    .select(['memberId', 'name'])
    .where('type', '=', 'site')
    .orderBy('name')
    .execute();
  return {
    policy: await readRetentionPolicy(db),
    holds: holds.map(
      ({ study, memberName, ...hold }): LegalHold => ({
        ...hold,
        ...named(memberName),
        patientName: study === null ? '' : nameIn(study),
        mayRelease: true,
      }),
    ),
    runs: runs.map(
      ({ runId: _runId, memberName, ...run }): RetentionRun => ({ ...run, ...named(memberName) }),
    ),
    sites: sites.map(({ memberId, name }) => ({ siteId: memberId, name })),
    mayDecide: true,
  };
}

/** Tasks whose late images were read under a follow-up: the study goes when both are done. */
async function readOrigins(db: Reading): Promise<ReadonlyMap<string, Task>> {
  const followed = await db
    .selectFrom('deposit')
    .innerJoin('task', 'task.depositId', 'deposit.depositId')
    .select('task.document')
    .where('deposit.removedAt', 'is', null)
    .whereRef('task.taskId', '!=', 'deposit.taskId')
    .execute();
  const tasks = followed.map((row) => JSON.parse(row.document) as Task);
  return new Map(tasks.filter((task) => task.followUp === undefined).map((task) => [task.taskId, task]));
}

function named(memberName: string | null): { memberName?: string } {
  return memberName === null ? {} : { memberName };
}

function nameIn(study: string): string {
  return (JSON.parse(study) as Study).devicePatient.name;
}

/** Deposits whose objects are here, with what a rule is about and what stands in its way. */
export async function readFacts(db: Reading, depositId: string | null = null): Promise<RetentionFacts[]> {
  let rows = db
    .selectFrom('deposit')
    .innerJoin('member', 'member.memberId', 'deposit.siteId')
    .leftJoin('task', 'task.taskId', 'deposit.taskId')
    .leftJoin('legalHold', 'legalHold.studyInstanceUid', 'deposit.studyInstanceUid')
    .select([
      'deposit.depositId',
      'deposit.studyInstanceUid',
      'deposit.siteId',
      'deposit.kind',
      'deposit.modality',
      'deposit.study',
      'deposit.state as depositState',
      'deposit.completeAt',
      'deposit.lastProgressAt',
      'deposit.firstByteAt',
      'member.name as siteName',
      'task.document as task',
      'legalHold.setAt as heldAt',
    ])
    .where('deposit.removedAt', 'is', null);
  if (depositId !== null) rows = rows.where('deposit.depositId', '=', depositId);
  let counted = db
    .selectFrom('depositObject')
    .select((expression) => [
      'depositId',
      expression.fn.countAll<number>().as('objects'),
      expression.fn.sum<number>('size').as('bytes'),
      expression.fn.max<number>('late').as('late'),
      expression.fn.max<number | null>('receivedAt').as('lastAt'),
    ])
    .where('receivedAt', 'is not', null)
    .groupBy('depositId');
  if (depositId !== null) counted = counted.where('depositId', '=', depositId);
  const sums = new Map((await counted.execute()).map((row) => [row.depositId, row]));
  const origins = await readOrigins(db);
  return (await rows.execute()).flatMap((row): RetentionFacts[] => {
    const sum = sums.get(row.depositId);
    if (sum === undefined) return [];
    const current = row.task === null ? null : (JSON.parse(row.task) as Task);
    const origin = origins.get(current?.followUp?.of ?? '');
    const task = current === null ? null : origin === undefined ? current : decidingTask([current, origin]);
    return [
      {
        studyInstanceUid: row.studyInstanceUid,
        depositId: row.depositId,
        patientName: task?.order.patient.name ?? nameIn(row.study),
        kind: row.kind,
        modalities: [row.modality],
        siteId: row.siteId,
        siteName: row.siteName,
        state: task?.state ?? 'no-task',
        at: Math.max(Number(sum.lastAt ?? 0), row.completeAt ?? 0, row.lastProgressAt ?? row.firstByteAt),
        objects: Number(sum.objects),
        bytes: Number(sum.bytes),
        held: row.heldAt !== null,
        obstacle: obstacleOf(task, row.depositState, Number(sum.late) === 1),
      },
    ];
  });
}

function obstacleOf(task: Task | null, depositState: string, hasLate: boolean): KeepReason | null {
  if (task !== null && openConflicts(task).length > 0) return 'conflict';
  // What came after the reading began has been shown to nobody.
  if (hasLate && task?.state === 'received') return 'late-images';
  if (task?.state === 'received' && depositState !== 'complete') return 'not-deposited';
  return null;
}
