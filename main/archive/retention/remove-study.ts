/** Lets the bytes of one study go: rows and audit line in one commit, then the files. Its index stays, so that it is still listed. */
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../../database/open-database.ts';
import type { Vault } from '../vault.ts';

export interface RemoveStudyDeps {
  readonly database: StationDatabase;
  readonly vault: Vault;
  /** Station time in ms. */
  readonly clock: () => number;
  /** One audit line, inside the commit that it tells of. */
  readonly audit: (entry: { memberId: string | null; act: string; object: string; detail: string }) => void;
}

export interface Removed {
  readonly objects: number;
  readonly bytes: number;
}

/** Hashes of what lies here of a study, all contents of its instances. */
export function heldObjects(database: StationDatabase, studyInstanceUid: string): Sha256[] {
  return database.sqlite
    .prepare<[string], Sha256>(
      `SELECT DISTINCT o.sha256 FROM instance i JOIN object o ON o.sha256 = i.sha256 WHERE i.studyInstanceUid = ?`,
    )
    .pluck()
    .all(studyInstanceUid);
}

/** `mayGo` is asked inside the commit: what changed since the plan is seen there. Null when the study stays. */
export async function removeStudy(
  deps: RemoveStudyDeps,
  given: { readonly studyInstanceUid: string; readonly rule: string; readonly memberId: string | null },
  verified: ReadonlySet<string>,
  mayGo: () => boolean,
): Promise<Removed | null> {
  const { sqlite, commit } = deps.database;
  const { studyInstanceUid, rule, memberId } = given;
  const removed = await commit((): Removed | null => {
    const held = heldObjects(deps.database, studyInstanceUid);
    if (!mayGo() || held.some((sha256) => !verified.has(sha256))) return null;
    const elsewhere = sqlite
      .prepare('SELECT 1 FROM instance WHERE sha256 = ? AND studyInstanceUid <> ?')
      .pluck();
    const own = held.filter((sha256) => elsewhere.get(sha256, studyInstanceUid) === undefined);
    const sizeOf = sqlite.prepare<[string], number>('SELECT size FROM object WHERE sha256 = ?').pluck();
    let bytes = 0;
    const now = deps.clock();
    for (const sha256 of own) {
      bytes += sizeOf.get(sha256) ?? 0;
      sqlite.prepare('DELETE FROM object WHERE sha256 = ?').run(sha256);
      sqlite.prepare('INSERT INTO retiredObject VALUES (?, ?) ON CONFLICT DO NOTHING').run(sha256, now);
    }
    sqlite.prepare('UPDATE study SET removedAt = ? WHERE studyInstanceUid = ?').run(now, studyInstanceUid);
    const detail = `${rule}: ${own.length} objects, ${bytes} bytes`;
    deps.audit({ memberId, act: 'retention-removed', object: studyInstanceUid, detail });
    return { objects: own.length, bytes };
  });
  if (removed !== null) await deleteRetired(deps);
  return removed;
}

/** Deletes the files of what was let go, also after a crash in between; what came again meanwhile stays. */
export async function deleteRetired(deps: Pick<RemoveStudyDeps, 'database' | 'vault'>): Promise<void> {
  const { sqlite, commit } = deps.database;
  const retired = sqlite.prepare<[], Sha256>('SELECT sha256 FROM retiredObject').pluck().all();
  const isHeld = sqlite.prepare('SELECT 1 FROM object WHERE sha256 = ?').pluck();
  const forget = sqlite.prepare('DELETE FROM retiredObject WHERE sha256 = ?');
  for (const sha256 of retired) {
    await commit(() => {
      if (isHeld.get(sha256) !== undefined || deps.vault.retire(sha256)) forget.run(sha256);
    });
  }
}
