/** Lists what was refused and why, newest first, for the station's own screen. */
import { sql } from 'kysely';
import {
  type Failure,
  type FailureCode,
  type FailureParams,
  failure,
  type Language,
} from '#shared/failure.ts';
import { failureSentences } from '#shared/failure-sentences.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ListedRefusal {
  readonly refusalId: number;
  /** File name or SOP Instance UID as the sender called it. */
  readonly name: string;
  readonly source: string;
  /** Calling AE title, or the file's path. */
  readonly peer: string;
  readonly failure: Failure;
  /** The bytes lie in the vault's `refused/` under this hash; null when there were none. */
  readonly sha256: string | null;
  readonly size: number;
  /** Station time in ms. */
  readonly refusedAt: number;
  readonly attempts: number;
  readonly settledAt: number | null;
  readonly settledAct: string | null;
  readonly settledBy: string | null;
  /** Null where nobody of that id has signed in at this station. */
  readonly settledByName: string | null;
  readonly settledReason: string | null;
}

/** At most `limit` refusals, their sentences in `language`; the open ones, or those a person has settled. */
export async function listRefusals(
  database: StationDatabase,
  limit = 200,
  language: Language = 'zh-CN',
  settled = false,
): Promise<readonly ListedRefusal[]> {
  const rows = await database.query
    .selectFrom('refusal')
    .selectAll()
    // Whoever has signed in at this station has a key here under his name.
    .select(
      sql<string | null>`(SELECT memberName FROM signingKey WHERE memberId = refusal.settledBy)`.as(
        'settledByName',
      ),
    )
    .where('settledAt', settled ? 'is not' : 'is', null)
    .orderBy('refusalId', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ code, params, ...row }) => ({
    ...row,
    failure: isCode(code)
      ? failure(code, JSON.parse(params) as FailureParams, language)
      : failure('internal', { detail: code }, language),
  }));
}

function isCode(code: string): code is FailureCode {
  return code in failureSentences;
}
