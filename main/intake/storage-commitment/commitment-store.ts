/** The rows of storage commitment: a request that was answered is never forgotten, whatever happens to the program. */
import type { StationDatabase } from '../../database/open-database.ts';
import type { CommitmentRequest, FailedReference, InstanceReference } from './commitment-data.ts';

export interface Commitment {
  readonly commitmentId: number;
  readonly transactionUid: string;
  readonly callingAet: string;
  /** Address it was asked from. */
  readonly host: string;
  readonly references: readonly InstanceReference[];
  /** Null while the vault is being read. */
  readonly failed: readonly FailedReference[] | null;
  /** Station time in ms, as all below. */
  readonly requestedAt: number;
  readonly settledAt: number | null;
  readonly deliveredAt: number | null;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly lastTrouble: string;
}

export type Taken =
  /** Also a request that was repeated word by word: it is checked and told again. */
  | { readonly kind: 'taken'; readonly commitmentId: number }
  /** The same transaction of the same device with other instances (PS3.3 C.14.1.1, 0131H). */
  | { readonly kind: 'reused' };

export interface CommitmentStore {
  readonly take: (request: CommitmentRequest, callingAet: string, host: string, at: number) => Promise<Taken>;
  readonly find: (commitmentId: number) => Commitment | null;
  readonly settle: (commitmentId: number, failed: readonly FailedReference[], at: number) => Promise<void>;
  readonly noteDelivered: (commitmentId: number, at: number) => Promise<void>;
  readonly noteTrouble: (
    commitmentId: number,
    trouble: string,
    nextAttemptAt: number | null,
  ) => Promise<void>;
  /** What still has to be checked or told, oldest first. */
  readonly unfinished: () => readonly Commitment[];
  readonly list: (limit: number) => readonly Commitment[];
}

interface Row {
  commitmentId: number;
  transactionUid: string;
  callingAet: string;
  host: string;
  wanted: string;
  outcome: string | null;
  requestedAt: number;
  settledAt: number | null;
  deliveredAt: number | null;
  attempts: number;
  nextAttemptAt: number | null;
  lastTrouble: string;
}

export function createCommitmentStore(database: StationDatabase): CommitmentStore {
  const { sqlite, commit } = database;
  const byId = sqlite.prepare<[number], Row>('SELECT * FROM commitment WHERE commitmentId = ?');
  const byTransaction = sqlite.prepare<[string, string], Row>(
    'SELECT * FROM commitment WHERE callingAet = ? AND transactionUid = ?',
  );
  const unfinished = sqlite.prepare<[], Row>(
    `SELECT * FROM commitment WHERE deliveredAt IS NULL AND (outcome IS NULL OR nextAttemptAt IS NOT NULL)
     ORDER BY commitmentId`,
  );
  const newest = sqlite.prepare<[number], Row>('SELECT * FROM commitment ORDER BY commitmentId DESC LIMIT ?');
  const insert = sqlite.prepare(
    'INSERT INTO commitment (transactionUid, callingAet, host, wanted, requestedAt) VALUES (?, ?, ?, ?, ?)',
  );
  const again = sqlite.prepare(
    `UPDATE commitment SET outcome = NULL, settledAt = NULL, deliveredAt = NULL, attempts = 0, nextAttemptAt = NULL,
       lastTrouble = '', host = ?, requestedAt = ? WHERE commitmentId = ?`,
  );
  const settle = sqlite.prepare(
    'UPDATE commitment SET outcome = ?, settledAt = ?, nextAttemptAt = ? WHERE commitmentId = ?',
  );
  const delivered = sqlite.prepare(
    "UPDATE commitment SET deliveredAt = ?, nextAttemptAt = NULL, lastTrouble = '' WHERE commitmentId = ?",
  );
  const trouble = sqlite.prepare(
    'UPDATE commitment SET attempts = attempts + 1, lastTrouble = ?, nextAttemptAt = ? WHERE commitmentId = ?',
  );
  return {
    take: (request, callingAet, host, at) =>
      commit((): Taken => {
        const wanted = JSON.stringify(request.references);
        const before = byTransaction.get(callingAet, request.transactionUid);
        if (before === undefined) {
          const { lastInsertRowid } = insert.run(request.transactionUid, callingAet, host, wanted, at);
          return { kind: 'taken', commitmentId: Number(lastInsertRowid) };
        }
        if (before.wanted !== wanted) return { kind: 'reused' };
        again.run(host, at, before.commitmentId);
        return { kind: 'taken', commitmentId: before.commitmentId };
      }),
    find: (id) => fromRow(byId.get(id)),
    settle: (id, failed, at) => commit(() => void settle.run(JSON.stringify(failed), at, at, id)),
    noteDelivered: (id, at) => commit(() => void delivered.run(at, id)),
    noteTrouble: (id, why, next) => commit(() => void trouble.run(why.slice(0, 500), next, id)),
    unfinished: () => unfinished.all().flatMap((row) => fromRow(row) ?? []),
    list: (limit) => newest.all(limit).flatMap((row) => fromRow(row) ?? []),
  };
}

function fromRow(row: Row | undefined): Commitment | null {
  if (row === undefined) return null;
  const { wanted, outcome, ...facts } = row;
  return {
    ...facts,
    references: JSON.parse(wanted) as InstanceReference[],
    failed: outcome === null ? null : (JSON.parse(outcome) as FailedReference[]),
  };
}
