/** The rows of deposits under way (journey step 4): what each kill can be resumed from. */
import { randomUUID } from 'node:crypto';
import type { DepositState, UnjudgedVersion } from '#shared/contract/exchange/deposits.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';

export type CloseReason = 'order-count' | 'mpps' | 'sent-by-hand' | 'quiet-time' | 'command';

export interface DepositRow {
  readonly depositId: string;
  readonly studyInstanceUid: string;
  readonly orderId: string | null;
  readonly opened: number;
  readonly state: DepositState | null;
  readonly closeReason: CloseReason | null;
  readonly wantedCount: number | null;
  readonly closedCount: number | null;
  readonly firstByteAt: number;
  /** JSON of the versions for which the exchange was told to hold the signature. */
  readonly judging: string;
  /** Why the exchange refused it for good. */
  readonly refusal: string | null;
}

/** What goes out in place of the received bytes, or the word that they go as they came. */
export type EncodingChoice =
  | 'original'
  | {
      readonly sha256: Sha256;
      readonly size: number;
      readonly transferSyntaxUid: string;
      readonly originalTransferSyntaxUid: string;
      /** Over all stored values, equal in both encodings. */
      readonly pixelSha256: Sha256;
    };

export interface ObjectRow {
  /** Of the bytes as received. */
  readonly sha256: Sha256;
  readonly sopInstanceUid: string;
  readonly size: number;
  readonly announced: number;
  readonly uploaded: number;
  /** Null until it is decided. */
  readonly encoding: EncodingChoice | null;
  /** Transfer syntax of an object with a picture, else null. */
  readonly pictureSyntax: string | null;
}

/** Hash and size of what goes out for an object. */
export function sentObject(row: ObjectRow): { readonly sha256: Sha256; readonly size: number } {
  return row.encoding === null || row.encoding === 'original' ? row : row.encoding;
}

/** An object that was sent, in the encoding it was sent in. */
export interface DepositedObject {
  readonly depositId: string;
  readonly studyInstanceUid: string;
  /** Of the bytes as received. */
  readonly sha256: Sha256;
  /** Of the bytes as sent. */
  readonly sentSha256: Sha256;
}

export interface DepositRows {
  readonly ofStudy: (studyInstanceUid: string) => DepositRow | null;
  /** Studies whose deposit is not finished, or has never begun. */
  readonly unfinished: () => string[];
  /** Versions that came under a known UID and of which the exchange does not know yet what differs. */
  readonly unjudged: (studyInstanceUid: string) => UnjudgedVersion[];
  /** Studies that have some which nobody has compared. */
  readonly withUnjudged: () => string[];
  readonly objects: (depositId: string) => ObjectRow[];
  /** Takes up what the archive holds of a study: makes the deposit, adds objects that are new. */
  readonly sync: (studyInstanceUid: string) => Promise<void>;
  readonly change: (depositId: string, change: Partial<Omit<DepositRow, 'depositId'>>) => Promise<void>;
  /** The exchange has opened it under `orderId`; nothing when a person joined it to another order meanwhile. */
  readonly markOpened: (depositId: string, orderId: string | null) => Promise<void>;
  /** The exchange knows the deposit under another id. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Decides the encoding of objects that are not decided yet. */
  readonly chooseEncodings: (
    depositId: string,
    choices: ReadonlyMap<string, EncodingChoice>,
  ) => Promise<void>;
  /** The smaller object was lost before it was sent: the original is announced in its place. */
  readonly sendOriginal: (depositId: string, sha256: string) => Promise<void>;
  /** `need`: hashes of what goes out, as the exchange knows the objects. */
  readonly markAnnounced: (
    depositId: string,
    objects: readonly ObjectRow[],
    need: ReadonlySet<string>,
  ) => Promise<void>;
  readonly markUploaded: (depositId: string, sha256: string) => Promise<void>;
  /** Every object that went out as these bytes. */
  readonly sentAs: (sha256: Sha256) => DepositedObject[];
  /** The bytes were lost on the other side: they are to be uploaded once more. */
  readonly sendAgain: (depositId: string, sha256: string) => Promise<void>;
}

type StoredRow = Omit<DepositRow, 'state'> & { state: string | null };

/** The first content of each UID, and those that are in conflict with it: harmless rewrites stay here. */
const deposited = `(i.variant = 0 OR EXISTS (SELECT 1 FROM instanceVersion v
         WHERE v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256 AND v.judgement = 'conflict'))`;

/** Documents up to so many bytes go ahead of the images: they are there when the last image opens the task. */
const smallDocument = 256 * 1024;

export function createDepositRows(database: StationDatabase): DepositRows {
  const { sqlite, commit } = database;
  const byStudy = sqlite.prepare<[string], StoredRow>('SELECT * FROM deposit WHERE studyInstanceUid = ?');
  const objects = sqlite.prepare<[string], Omit<ObjectRow, 'encoding'> & { encoding: string | null }>(
    `SELECT o.sha256, o.sopInstanceUid, o.size, o.announced, o.uploaded, o.encoding,
       iif(i.rowCount IS NULL OR i.variant > 0, NULL, i.transferSyntaxUid) AS pictureSyntax
     FROM depositObject o
     LEFT JOIN instance i ON i.sopInstanceUid = o.sopInstanceUid AND i.sha256 = o.sha256
     WHERE o.depositId = ? ORDER BY iif(i.document = 1 AND i.size < ${smallDocument}, 0, 1), o.rowOrder`,
  );
  const unfinished = sqlite
    .prepare(
      `SELECT DISTINCT i.studyInstanceUid FROM instance i
       JOIN study s ON s.studyInstanceUid = i.studyInstanceUid AND s.kind IN ('imaging', 'ecg')
       LEFT JOIN deposit d ON d.studyInstanceUid = i.studyInstanceUid
       LEFT JOIN depositObject o ON o.depositId = d.depositId AND o.sha256 = i.sha256
         AND o.sopInstanceUid = i.sopInstanceUid
       WHERE i.source NOT IN ('exchange', 'reading') AND ${deposited} AND (d.refusal IS NULL)
         AND (d.depositId IS NULL OR d.opened = 0 OR d.judging <> '[]' OR o.uploaded IS NOT 1
           OR coalesce(d.wantedCount, 0) <> coalesce(d.closedCount, 0))`,
    )
    .pluck();
  const sync = sqlite.prepare(
    `INSERT INTO depositObject (depositId, sha256, sopInstanceUid, size)
     SELECT d.depositId, i.sha256, i.sopInstanceUid, i.size
     FROM instance i JOIN deposit d ON d.studyInstanceUid = i.studyInstanceUid
     WHERE i.studyInstanceUid = ? AND i.source NOT IN ('exchange', 'reading') AND ${deposited}
     ORDER BY i.arrivedAt, i.instanceNumber ON CONFLICT DO NOTHING`,
  );

  const unjudged = sqlite.prepare<[string], UnjudgedVersion>(
    `SELECT i.sopInstanceUid, k.sha256 AS keptSha256, i.sha256 AS otherSha256 FROM instance i
     JOIN instance k ON k.sopInstanceUid = i.sopInstanceUid AND k.studyInstanceUid = i.studyInstanceUid AND k.variant = 0
     LEFT JOIN instanceVersion v ON v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256
     LEFT JOIN deposit d ON d.studyInstanceUid = i.studyInstanceUid
     LEFT JOIN depositObject o ON o.depositId = d.depositId AND o.sopInstanceUid = i.sopInstanceUid AND o.sha256 = i.sha256
     WHERE i.studyInstanceUid = ? AND i.variant > 0 AND i.source NOT IN ('exchange', 'reading')
       AND (v.sha256 IS NULL OR (v.judgement = 'conflict' AND o.announced IS NOT 1))
     ORDER BY i.arrivedAt, i.sopInstanceUid LIMIT 500`,
  );
  const withUnjudged = sqlite
    .prepare(
      `SELECT DISTINCT i.studyInstanceUid FROM instance i
       LEFT JOIN instanceVersion v ON v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256
       WHERE i.variant > 0 AND i.source NOT IN ('exchange', 'reading') AND v.sha256 IS NULL`,
    )
    .pluck();

  const sentAs = sqlite.prepare<[string, string], DepositedObject>(
    `SELECT o.depositId, d.studyInstanceUid, o.sha256, ? AS sentSha256
     FROM depositObject o JOIN deposit d ON d.depositId = o.depositId
     WHERE o.uploaded = 1
       AND iif(o.encoding LIKE '{%', o.encoding ->> '$.sha256', o.sha256) = ?`,
  );

  return {
    ofStudy: (studyInstanceUid) => fromStored(byStudy.get(studyInstanceUid)),
    unfinished: () => unfinished.all() as string[],
    unjudged: (studyInstanceUid) => unjudged.all(studyInstanceUid),
    withUnjudged: () => withUnjudged.all() as string[],
    objects: (depositId) =>
      objects.all(depositId).map((row) => ({
        ...row,
        encoding: row.encoding === null ? null : (JSON.parse(row.encoding) as EncodingChoice),
      })),
    sync: (studyInstanceUid) =>
      commit(() => {
        sqlite
          .prepare(
            `INSERT INTO deposit (depositId, studyInstanceUid, firstByteAt)
             SELECT ?, studyInstanceUid, firstArrivalAt FROM study WHERE studyInstanceUid = ?
             ON CONFLICT DO NOTHING`,
          )
          .run(randomUUID(), studyInstanceUid);
        sync.run(studyInstanceUid);
      }),
    change: (depositId, change) =>
      commit(() => {
        for (const [column, value] of Object.entries(change)) {
          const stored = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
          sqlite.prepare(`UPDATE deposit SET "${column}" = ? WHERE depositId = ?`).run(stored, depositId);
        }
      }),
    markOpened: (depositId, orderId) =>
      commit(() => {
        sqlite
          .prepare('UPDATE deposit SET opened = 1 WHERE depositId = ? AND orderId IS ?')
          .run(depositId, orderId);
      }),
    rename: (from, to) =>
      commit(() => {
        sqlite.prepare('UPDATE depositObject SET depositId = ? WHERE depositId = ?').run(to, from);
        sqlite.prepare('UPDATE deposit SET depositId = ? WHERE depositId = ?').run(to, from);
      }),
    chooseEncodings: (depositId, choices) =>
      commit(() => {
        const choose = sqlite.prepare(
          'UPDATE depositObject SET encoding = ? WHERE depositId = ? AND sha256 = ? AND encoding IS NULL',
        );
        for (const [sha256, choice] of choices) choose.run(JSON.stringify(choice), depositId, sha256);
      }),
    sendOriginal: (depositId, sha256) =>
      commit(() => {
        sqlite
          .prepare(
            'UPDATE depositObject SET encoding = ?, announced = 0, uploaded = 0 WHERE depositId = ? AND sha256 = ?',
          )
          .run(JSON.stringify('original'), depositId, sha256);
      }),
    markAnnounced: (depositId, announced, need) =>
      commit(() => {
        const mark = sqlite.prepare(
          'UPDATE depositObject SET announced = 1, uploaded = max(uploaded, ?) WHERE depositId = ? AND sha256 = ?',
        );
        for (const row of announced)
          mark.run(need.has(sentObject(row).sha256) ? 0 : 1, depositId, row.sha256);
      }),
    markUploaded: (depositId, sha256) =>
      commit(() => {
        sqlite
          .prepare('UPDATE depositObject SET uploaded = 1 WHERE depositId = ? AND sha256 = ?')
          .run(depositId, sha256);
      }),
    sentAs: (sha256) => sentAs.all(sha256, sha256),
    sendAgain: (depositId, sha256) =>
      commit(() => {
        sqlite
          .prepare('UPDATE depositObject SET uploaded = 0 WHERE depositId = ? AND sha256 = ?')
          .run(depositId, sha256);
      }),
  };
}

function fromStored(row: StoredRow | undefined): DepositRow | null {
  if (row === undefined) return null;
  return { ...row, state: row.state === null ? null : (JSON.parse(row.state) as DepositState) };
}
