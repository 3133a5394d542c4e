/** Journey step 8: a draft is on this disk before the window is answered, and sent on; the latest revision wins. */
import { randomUUID } from 'node:crypto';
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import { failure } from '#shared/failure.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { enqueueCommand, withdrawCommands } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface SaveDraftDeps {
  readonly database: StationDatabase;
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  /** The claim number of a person on a task, and the task's own as it is known here; null when he never held it. */
  readonly claimOf: (
    taskId: string,
    memberId: string,
  ) => { readonly claim: number; readonly current: number } | null;
  readonly onQueued: () => void;
}

export interface DraftToSave {
  readonly taskId: TaskId;
  readonly content: ReportContent;
  readonly revision: number;
}

interface DraftRow {
  taskId: string;
  memberId: string;
  memberName: string;
  claim: number;
  revision: number;
  content: string;
  savedAt: number;
}

/**
 * Fails with claim-stale when the person does not hold the task; the text of one who held it is kept here all the same.
 * A late, lower revision changes nothing.
 */
export async function saveDraft(
  deps: SaveDraftDeps,
  actor: Actor,
  draft: DraftToSave,
): Promise<Result<{ savedAt: number }>> {
  const { memberId, name } = actor.member;
  const held = deps.claimOf(draft.taskId, memberId);
  if (held === null) return fail(failure('claim-stale', { claim: 0, current: 0 }));
  const { claim, current } = held;
  const isLost = current > claim;
  const savedAt = deps.now();
  const lane = `draft:${draft.taskId}:${memberId}`;
  const { sqlite } = deps.database;
  await deps.database.commit(() => {
    const known = sqlite
      .prepare<[string, string], { revision: number; claim: number }>(
        'SELECT revision, claim FROM draft WHERE taskId = ? AND memberId = ?',
      )
      .get(draft.taskId, memberId);
    if (known !== undefined && known.revision >= draft.revision) return;
    sqlite
      .prepare('INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(draft.taskId, memberId, name, claim, draft.revision, JSON.stringify(draft.content), savedAt);
    withdrawCommands(deps.database, 'save-draft', lane);
    if (isLost) return;
    enqueueCommand(deps.database, {
      commandId: randomUUID(),
      what: 'save-draft',
      lane,
      taskId: draft.taskId,
      body: { taskId: draft.taskId, claim, memberId, content: draft.content, revision: draft.revision },
      createdAt: savedAt,
    });
    if (known?.claim !== claim) {
      deps.audit.append({ memberId, act: 'drafted', success: true, object: draft.taskId });
    }
  });
  if (isLost) return fail(failure('claim-stale', { claim, current }));
  deps.onQueued();
  return ok({ savedAt });
}

/** Keeps a draft that the exchange gave, unless a later one of the same person lies here: nothing is sent. */
export async function keepDraft(database: StationDatabase, draft: Draft): Promise<void> {
  const { taskId, memberId, memberName, claim, revision, content, savedAt } = draft;
  await database.commit(() => {
    database.sqlite
      .prepare(
        `INSERT INTO draft (taskId, memberId, memberName, claim, revision, content, savedAt)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (taskId, memberId) DO UPDATE
         SET claim = excluded.claim, revision = excluded.revision, content = excluded.content, savedAt = excluded.savedAt
         WHERE excluded.revision > revision`,
      )
      .run(taskId, memberId, memberName, claim, revision, JSON.stringify(content), savedAt);
  });
}

/** Drafts of a task on this disk, of whoever wrote them here. */
export function readDrafts(database: StationDatabase, taskId: string): Draft[] {
  return database.sqlite
    .prepare<[string], DraftRow>('SELECT * FROM draft WHERE taskId = ?')
    .all(taskId)
    .map((row) => ({
      ...row,
      taskId: row.taskId as TaskId,
      memberId: row.memberId as MemberId,
      content: JSON.parse(row.content) as ReportContent,
    }));
}
