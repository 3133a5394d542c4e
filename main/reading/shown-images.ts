/** Which images a person has had on the screen: the sign dialog asks for the rest, the audit record keeps how many. */
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ShownImages {
  readonly mark: (taskId: string, memberId: string, sopInstanceUids: readonly string[]) => Promise<void>;
  readonly of: (taskId: string, memberId: string) => ReadonlySet<string>;
}

export function createShownImages(deps: {
  readonly database: StationDatabase;
  readonly audit: AuditTrail;
}): ShownImages {
  const { sqlite, commit } = deps.database;
  const insert = sqlite.prepare('INSERT INTO shownImage VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const read = sqlite
    .prepare('SELECT sopInstanceUid FROM shownImage WHERE taskId = ? AND memberId = ?')
    .pluck();
  return {
    mark: (taskId, memberId, sopInstanceUids) =>
      commit(() => {
        let fresh = 0;
        for (const uid of sopInstanceUids) fresh += insert.run(taskId, memberId, uid).changes;
        if (fresh > 0) {
          deps.audit.append({
            memberId,
            act: 'shown',
            success: true,
            object: taskId,
            detail: `${fresh} images`,
          });
        }
      }),
    of: (taskId, memberId) => new Set(read.all(taskId, memberId) as string[]),
  };
}
