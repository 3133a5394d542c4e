/** Journey step 6: another version of an instance is the one that is read from now on; both are kept. */
import type Sqlite from 'better-sqlite3';

/**
 * Puts `sha256` first among the versions of an instance of a study; what a person has seen of it was the other one. Runs
 * inside a transaction; answers whether anything changed.
 */
export function prepareChooseVersion(
  sqlite: Sqlite.Database,
): (studyInstanceUid: string, sopInstanceUid: string, sha256: string) => boolean {
  const find = sqlite
    .prepare('SELECT variant FROM instance WHERE studyInstanceUid = ? AND sopInstanceUid = ? AND sha256 = ?')
    .pluck();
  const shift = sqlite.prepare(
    `UPDATE instance SET variant = CASE WHEN sha256 = @sha256 THEN 0 ELSE variant + 1 END
     WHERE studyInstanceUid = @studyInstanceUid AND sopInstanceUid = @sopInstanceUid AND variant <= @variant`,
  );
  const forgetShown = sqlite.prepare('DELETE FROM shownImage WHERE sopInstanceUid = ?');
  return (studyInstanceUid, sopInstanceUid, sha256) => {
    const variant = find.get(studyInstanceUid, sopInstanceUid, sha256);
    if (typeof variant !== 'number' || variant === 0) return false;
    shift.run({ studyInstanceUid, sopInstanceUid, sha256, variant });
    forgetShown.run(sopInstanceUid);
    return true;
  };
}
