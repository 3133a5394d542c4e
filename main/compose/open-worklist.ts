/** Which of the township's orders its scanners are offered: their own site's, without a study yet. */
import type { StationDatabase } from '../database/open-database.ts';
import { findOrderOfStudy, type WorklistOrder } from '../intake/modality-worklist/find-worklist.ts';
import { studyUidOf } from '../intake/modality-worklist/worklist-step.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';

export interface OpenWorklistDeps {
  readonly database: StationDatabase;
  readonly replica: TaskReplica;
  /** Null until the exchange has said which site this is. */
  readonly siteId: () => string | null;
  readonly role: 'clinic' | 'reader';
  /** Exchange time in ms. */
  readonly now: () => number;
}

/** An order that nobody came for is offered no longer, in ms. */
const offeredMs = 14 * 24 * 3_600_000;

/** Newest first. */
export function createOpenWorklist(deps: OpenWorklistDeps): () => readonly WorklistOrder[] {
  const { sqlite } = deps.database;
  const hasStudy = sqlite
    .prepare<[string, string, string]>(
      `SELECT 1 FROM study WHERE (accessionNumber <> '' AND accessionNumber = ?) OR studyInstanceUid = ?
       UNION ALL SELECT 1 FROM deposit WHERE orderId = ? LIMIT 1`,
    )
    .pluck();
  const steps = sqlite
    .prepare<[string, string], string>(
      `SELECT status FROM procedureStep
       WHERE (accessionNumber <> '' AND accessionNumber = ?) OR studyInstanceUid = ?`,
    )
    .pluck();
  return () => {
    const siteId = deps.siteId();
    if (deps.role !== 'clinic' || siteId === null) return [];
    const tasks = [...deps.replica.all()];
    const joined = new Set(tasks.map((task) => task.orderId as string));
    // A retake waits for new images under the same order.
    const retaken = new Set(
      tasks
        .filter((task) => task.state === 'arriving' && task.clock.pausedAt !== null)
        .map((task) => task.orderId as string),
    );
    const oldest = deps.now() - offeredMs;
    return deps.replica.orders().flatMap((order): WorklistOrder[] => {
      if (order.siteId !== siteId || order.placedAt < oldest) return [];
      if (order.studyInstanceUid !== null || order.emergencyDirect) return [];
      if (retaken.has(order.orderId)) return [{ order, started: false }];
      const uid = studyUidOf(order.orderId);
      if (joined.has(order.orderId)) return [];
      if (hasStudy.get(order.accessionNumber, uid, order.orderId) !== undefined) return [];
      const states = steps.all(order.accessionNumber, uid);
      if (states.includes('COMPLETED')) return [];
      return [{ order, started: states.includes('IN PROGRESS') }];
    });
  };
}

/**
 * Joins a study to the order whose worklist item it was made from, where the accession number does not: an order written
 * while the link was down has none yet.
 */
export function createWorklistJoin(deps: {
  readonly database: StationDatabase;
  readonly replica: TaskReplica;
  readonly join: (studyInstanceUid: string, orderId: string) => Promise<void>;
}): (studyInstanceUid: string) => Promise<void> {
  const looked = new Set<string>();
  const accession = deps.database.sqlite
    .prepare<[string], string>('SELECT accessionNumber FROM study WHERE studyInstanceUid = ?')
    .pluck();
  return async (studyInstanceUid) => {
    if (!studyInstanceUid.startsWith('2.25.') || looked.has(studyInstanceUid)) return;
    if (looked.size > 10_000) looked.clear();
    looked.add(studyInstanceUid);
    const order = findOrderOfStudy(deps.replica.orders(), studyInstanceUid);
    if (order === null) return;
    const written = accession.get(studyInstanceUid) ?? '';
    if (written !== '' && written === order.accessionNumber) return;
    await deps.join(studyInstanceUid, order.orderId);
  };
}
