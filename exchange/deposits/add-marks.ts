/**
 * Journey step 8: what a reader marked goes with the study: measurements, key images, presentation states. They open no task,
 * are counted in no n/m and change no image set: a report stays bound to the images it was read from.
 */
import { readFile } from 'node:fs/promises';
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { markClasses } from '#shared/formats/dicom/marks/mark-classes.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';

export interface MarkingRules {
  /** Null when the member may write on the task's kind and site at that instant. */
  readonly refuseMarking: (
    trx: ExchangeTransaction,
    memberId: string,
    task: Task,
    at: number,
  ) => Promise<Failure | null>;
}

export interface SavedMarks {
  readonly commandId: string;
  readonly taskId: string;
  readonly memberId: string;
  readonly objects: readonly AnnouncedObject[];
}

/**
 * The bytes lie here already. Idempotent by command and by UID. Fails with task-not-found, right-missing, object-not-found
 * (bytes still to come) or marks-foreign: nothing but a mark of that study is taken.
 */
export async function addMarks(
  deps: Parts & MarkingRules,
  caller: Caller,
  input: SavedMarks,
): Promise<Result<Task>> {
  const { taskId, memberId, objects } = input;
  const spec = {
    caller,
    act: 'marks-added',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: `${objects.length} objects`,
    memberId,
  };
  // Read before the transaction: files wait for nobody, and their bytes never change under a hash.
  const wrong = await refuseObjects(deps, await readTask(deps.db, taskId), objects);
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    // A township sends images; what is marked on them is the centre's.
    if (task === null || sendingSite(caller) !== null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const refusal = (await deps.refuseMarking(trx, memberId, task, now)) ?? wrong;
    if (refusal !== null) return fail(refusal);
    for (const { sha256, sopInstanceUid, series, instance } of objects) {
      await trx
        .insertInto('savedMark')
        .values({
          depositId: task.depositId,
          sopInstanceUid,
          sha256,
          series: JSON.stringify(series),
          instance: JSON.stringify(instance),
          memberId,
          savedAt: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await trx
        .insertInto('objectSite')
        .values({ sha256, siteId: task.siteId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const { count } = await trx
      .selectFrom('savedMark')
      .select((expression) => expression.fn.countAll<number>().as('count'))
      .where('depositId', '=', task.depositId)
      .executeTakeFirstOrThrow();
    return ok(await commitTask(trx, { ...task, savedMarks: { objects: Number(count), at: now } }, now));
  });
}

/** Null when every object is a mark of the task's study, as its own bytes say. */
async function refuseObjects(
  deps: Parts,
  task: Task | null,
  objects: readonly AnnouncedObject[],
): Promise<Failure | null> {
  for (const { sha256, sopInstanceUid } of objects) {
    const held = await deps.db
      .selectFrom('object')
      .select('sha256')
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    const bytes = held === undefined ? null : await readFile(deps.vault.pathOf(sha256)).catch(() => null);
    if (bytes === null) return failure('object-not-found', { sha256: sha256.slice(0, 12) });
    const header = readDicomHeader(bytes);
    const described = header.ok ? describeInstance(header.value, true) : header;
    const isMark =
      described.ok &&
      described.value.study.studyInstanceUid === task?.studyInstanceUid &&
      described.value.instance.sopInstanceUid === sopInstanceUid &&
      markClasses.has(described.value.instance.sopClassUid);
    if (!isMark) return failure('marks-foreign');
  }
  return null;
}
