/** Gets objects back that were found missing or damaged: from the exchange where it has them, or when they are sent again. */
import type { LostObject } from '#shared/contract/archive.ts';
import { type FailureCode, failure } from '#shared/failure.ts';
import { failureSentences } from '#shared/failure-sentences.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type FetchObjectDeps, fetchObject, type OpenDownload } from './fetch-object.ts';

export interface FetchLostDeps extends FetchObjectDeps {
  readonly download: OpenDownload;
  readonly isLinked: () => boolean;
  readonly onRestored: (sha256: Sha256) => void;
}

export interface LostObjects {
  /** Tries all that are not here again; answers how many came. */
  readonly fetch: () => Promise<number>;
  readonly list: () => LostObject[];
  readonly stop: () => Promise<void>;
}

interface Row {
  sha256: Sha256;
  size: number;
  why: 'missing' | 'damaged';
  foundAt: number;
  lastFailure: string | null;
  patientName: string | null;
  studyInstanceUid: string | null;
}

const tryEveryMs = 10 * 60_000;

export function fetchLostObjects(deps: FetchLostDeps): LostObjects {
  const { sqlite, commit } = deps.database;
  const open = sqlite.prepare<[], Row>(
    `SELECT l.*, s.patientName, s.studyInstanceUid FROM lostObject l
     LEFT JOIN instance i ON i.sha256 = l.sha256 LEFT JOIN study s ON s.studyInstanceUid = i.studyInstanceUid
     WHERE l.restoredAt IS NULL GROUP BY l.sha256 ORDER BY l.foundAt DESC LIMIT 500`,
  );
  let stopped = false;
  let fetching: Promise<number> | null = null;

  async function fetchAll(): Promise<number> {
    let restored = 0;
    for (const row of open.all()) {
      if (stopped) break;
      // Sent again meanwhile by whoever sent it first.
      const here = await deps.vault.holds(row.sha256);
      if (!here && !deps.isLinked()) continue;
      const fetched = await fetchObject(deps, deps.download, row);
      const now = deps.clock();
      await commit(() => {
        sqlite
          .prepare('UPDATE lostObject SET triedAt = ?, restoredAt = ?, lastFailure = ? WHERE sha256 = ?')
          .run(now, fetched.ok ? now : null, fetched.ok ? null : fetched.failure.code, row.sha256);
      });
      if (!fetched.ok) continue;
      restored += 1;
      deps.onRestored(row.sha256);
    }
    return restored;
  }

  const fetch = (): Promise<number> => {
    fetching ??= fetchAll().finally(() => {
      fetching = null;
    });
    return fetching;
  };
  const timer = setInterval(() => void fetch().catch(() => undefined), tryEveryMs);
  return {
    fetch,
    list: () =>
      open.all().map(({ lastFailure, patientName, studyInstanceUid, sha256, size, why, foundAt }) => ({
        sha256,
        size,
        why,
        foundAt,
        patientName: patientName ?? '',
        studyInstanceUid: studyInstanceUid ?? '',
        lastFailure: isCode(lastFailure) ? failure(lastFailure, { sha256 }) : null,
      })),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await fetching?.catch(() => undefined);
    },
  };
}

function isCode(code: string | null): code is FailureCode {
  return code !== null && code in failureSentences;
}
