/** The rows of forwarding: what was asked, where each instance stands; a restart goes on from them. */
import type { Failure } from '#shared/failure.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../../database/open-database.ts';

export interface ForwardRow {
  readonly forwardId: string;
  readonly studyInstanceUid: string;
  readonly aet: string;
  readonly host: string;
  readonly port: number;
  readonly tls: number;
  readonly requestedBy: string;
  /** Station time in ms, as all below. */
  readonly requestedAt: number;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  /** Why the last association failed as a whole. */
  readonly trouble: Failure | null;
  /** Every instance is sent or failed for good. */
  readonly endedAt: number | null;
}

export interface ForwardInstanceRow {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly sha256: Sha256;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly sentSyntaxUid: string | null;
  readonly trouble: Failure | null;
}

export type NewForward = Pick<
  ForwardRow,
  'forwardId' | 'studyInstanceUid' | 'aet' | 'host' | 'port' | 'tls' | 'requestedBy' | 'requestedAt'
>;

export interface ForwardRows {
  /** With every held instance of the study, the first content of each UID; answers how many. */
  readonly add: (forward: NewForward) => Promise<number>;
  readonly find: (forwardId: string) => ForwardRow | null;
  readonly instances: (forwardId: string) => readonly ForwardInstanceRow[];
  readonly noteSent: (forwardId: string, sopInstanceUid: string, syntaxUid: string) => Promise<void>;
  readonly noteFailed: (forwardId: string, sopInstanceUid: string, why: Failure) => Promise<void>;
  readonly noteTrouble: (
    forwardId: string,
    why: Failure,
    nextAttemptAt: number | null,
    at: number,
  ) => Promise<void>;
  readonly noteEnded: (forwardId: string, at: number) => Promise<void>;
  /** Puts the failed ones back to waiting. */
  readonly again: (forwardId: string) => Promise<void>;
  readonly unfinished: () => readonly ForwardRow[];
  /** Newest first. */
  readonly list: (limit: number) => readonly ForwardRow[];
}

type Stored<T> = Omit<T, 'trouble'> & { readonly trouble: string | null };

export function createForwardRows(database: StationDatabase): ForwardRows {
  const { sqlite, commit } = database;
  const byId = sqlite.prepare<[string], Stored<ForwardRow>>('SELECT * FROM forward WHERE forwardId = ?');
  const newest = sqlite.prepare<[number], Stored<ForwardRow>>(
    'SELECT * FROM forward ORDER BY requestedAt DESC LIMIT ?',
  );
  const open = sqlite.prepare<[], Stored<ForwardRow>>(
    'SELECT * FROM forward WHERE endedAt IS NULL ORDER BY requestedAt',
  );
  const instances = sqlite.prepare<[string], Stored<ForwardInstanceRow>>(
    `SELECT f.sopInstanceUid, f.sopClassUid, f.transferSyntaxUid, f.sha256, f.state, f.sentSyntaxUid, f.trouble
     FROM forwardInstance f LEFT JOIN instance i ON i.sopInstanceUid = f.sopInstanceUid AND i.sha256 = f.sha256
     WHERE f.forwardId = ? ORDER BY i.seriesInstanceUid, i.instanceNumber, f.sopInstanceUid`,
  );
  const insert = sqlite.prepare(
    `INSERT INTO forward (forwardId, studyInstanceUid, aet, host, port, tls, requestedBy, requestedAt)
     VALUES (@forwardId, @studyInstanceUid, @aet, @host, @port, @tls, @requestedBy, @requestedAt)`,
  );
  const insertInstances = sqlite.prepare(
    `INSERT INTO forwardInstance (forwardId, sopInstanceUid, sopClassUid, transferSyntaxUid, sha256, state)
     SELECT ?, i.sopInstanceUid, i.sopClassUid, i.transferSyntaxUid, i.sha256, 'waiting'
     FROM instance i JOIN object o ON o.sha256 = i.sha256
     WHERE i.studyInstanceUid = ? AND i.variant = 0 AND i.format <> 'attachment'`,
  );
  return {
    add: (forward) =>
      commit(() => {
        insert.run(forward);
        return insertInstances.run(forward.forwardId, forward.studyInstanceUid).changes;
      }),
    find: (id) => read(byId.get(id)),
    instances: (id) => instances.all(id).flatMap((row) => read<ForwardInstanceRow>(row) ?? []),
    noteSent: (id, uid, syntax) =>
      commit(() => {
        sqlite
          .prepare(
            "UPDATE forwardInstance SET state = 'sent', sentSyntaxUid = ?, trouble = NULL WHERE forwardId = ? AND sopInstanceUid = ?",
          )
          .run(syntax, id, uid);
      }),
    noteFailed: (id, uid, why) =>
      commit(() => {
        sqlite
          .prepare(
            "UPDATE forwardInstance SET state = 'failed', trouble = ? WHERE forwardId = ? AND sopInstanceUid = ?",
          )
          .run(JSON.stringify(why), id, uid);
      }),
    noteTrouble: (id, why, next, at) =>
      commit(() => {
        sqlite
          .prepare(
            'UPDATE forward SET attempts = attempts + 1, trouble = ?, nextAttemptAt = ?, endedAt = ? WHERE forwardId = ?',
          )
          .run(JSON.stringify(why), next, next === null ? at : null, id);
        if (next !== null) return;
        sqlite
          .prepare(
            "UPDATE forwardInstance SET state = 'failed', trouble = ? WHERE forwardId = ? AND state = 'waiting'",
          )
          .run(JSON.stringify(why), id);
      }),
    noteEnded: (id, at) =>
      commit(() => {
        sqlite
          .prepare('UPDATE forward SET endedAt = ?, nextAttemptAt = NULL, trouble = NULL WHERE forwardId = ?')
          .run(at, id);
      }),
    again: (id) =>
      commit(() => {
        sqlite
          .prepare(
            'UPDATE forward SET attempts = 0, nextAttemptAt = NULL, trouble = NULL, endedAt = NULL WHERE forwardId = ?',
          )
          .run(id);
        sqlite
          .prepare(
            "UPDATE forwardInstance SET state = 'waiting', trouble = NULL WHERE forwardId = ? AND state = 'failed'",
          )
          .run(id);
      }),
    unfinished: () => open.all().flatMap((row) => read<ForwardRow>(row) ?? []),
    list: (limit) => newest.all(limit).flatMap((row) => read<ForwardRow>(row) ?? []),
  };
}

function read<T extends { readonly trouble: Failure | null }>(row: Stored<T> | undefined): T | null {
  if (row === undefined) return null;
  return {
    ...row,
    trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as Failure),
  } as unknown as T;
}
