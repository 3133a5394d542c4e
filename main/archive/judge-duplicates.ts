/** Journey step 3: every variant is judged once, after it was acknowledged; what a kill interrupts is judged at the next start. */
import type { Result } from '#shared/result.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface JudgeDuplicatesDeps {
  readonly database: StationDatabase;
  /** Judges two objects of the vault, in a thread of its own. */
  readonly judge: (kept: Sha256, other: Sha256) => Promise<Result<VersionDifference[]>>;
  readonly now: () => number;
  /** What came under a known UID of the study is compared; `conflict` when it differs in what matters. */
  readonly onJudged: (studyInstanceUid: string, judgement: 'harmless' | 'conflict') => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface DuplicateJudge {
  /** Something came under a known UID, or the station starts. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

interface Pending {
  readonly studyInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sha256: Sha256;
  readonly keptSha256: Sha256;
}

export function judgeDuplicates(deps: JudgeDuplicatesDeps): DuplicateJudge {
  const { sqlite, commit } = deps.database;
  const pending = sqlite.prepare<[], Pending>(
    `SELECT i.studyInstanceUid, i.sopInstanceUid, i.sha256, k.sha256 AS keptSha256
     FROM instance i
     JOIN instance k ON k.sopInstanceUid = i.sopInstanceUid AND k.studyInstanceUid = i.studyInstanceUid AND k.variant = 0
     LEFT JOIN instanceVersion v ON v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256
     WHERE i.variant > 0 AND i.source <> 'exchange' AND v.sha256 IS NULL ORDER BY i.arrivedAt LIMIT 1`,
  );
  const insert = sqlite.prepare(
    'INSERT INTO instanceVersion VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function work(): Promise<void> {
    for (let next = pending.get(); next !== undefined && !stopped; next = pending.get()) {
      const { sopInstanceUid, sha256, keptSha256 } = next;
      // Nothing is decided by a thread that was only stopped: the next start judges again.
      const judged = await deps.judge(keptSha256, sha256);
      if (stopped) return;
      // What can not be read is no harmless rewrite: a person looks at it.
      const differs: VersionDifference[] = judged.ok
        ? judged.value
        : [{ field: 'pixels', kept: '—', other: judged.failure.message }];
      if (!judged.ok) deps.log.warn({ sopInstanceUid, code: judged.failure.code }, judged.failure.message);
      const judgement = differs.length === 0 ? 'harmless' : 'conflict';
      await commit(() => {
        insert.run(sopInstanceUid, sha256, keptSha256, judgement, JSON.stringify(differs), deps.now());
      });
      deps.onJudged(next.studyInstanceUid, judgement);
    }
  }

  function wake(): void {
    if (stopped) return;
    again = running !== null;
    if (again) return;
    running = work()
      .catch((error: unknown) => deps.log.warn({ detail: String(error) }, 'a duplicate could not be judged'))
      .finally(() => {
        running = null;
        if (again) wake();
      });
  }

  return {
    wake,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
