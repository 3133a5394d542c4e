/**
 * Remembers devices whose associations were turned away, so that a person can see who knocked and allow it: AE titles,
 * address, reason, when first and last, how often.
 */
import type { Failure, FailureCode } from '#shared/failure.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { AssociationFacts } from './dicom/association-facts.ts';
import type { IntakeLog } from './intake-log.ts';

export interface RejectedDevice {
  readonly callingAet: string;
  readonly calledAet: string;
  /** Remote IP address. */
  readonly address: string;
  /** calling-ae-unknown, called-ae-wrong, association-unlawful. */
  readonly code: FailureCode;
  /** Of the failure, for its sentence in either language. */
  readonly params: Readonly<Record<string, string | number>>;
  /** Station time in ms. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

export interface RejectedDevices {
  readonly note: (facts: AssociationFacts, why: Failure) => void;
  /** Newest first, at most 200. */
  readonly list: () => readonly RejectedDevice[];
  /** Once it is allowed, or a person put it aside. */
  readonly forget: (callingAet: string, address: string) => Promise<void>;
  /** Writes what was noted last. */
  readonly stop: () => Promise<void>;
}

type Row = Omit<RejectedDevice, 'params'> & { readonly params: string };

/** Whoever knocks under ever new names must not fill the disk. */
const keptRows = 200;
/** A storm of refusals is written once in so long, in ms. */
const writeEveryMs = 300;

export function createRejectedDevices(deps: {
  readonly database: StationDatabase;
  /** Station time in ms. */
  readonly clock: () => number;
  readonly log: IntakeLog;
  /** Told after rows were written. */
  readonly onChanged: () => void;
}): RejectedDevices {
  const { sqlite, commit } = deps.database;
  const upsert = sqlite.prepare(`
    INSERT INTO rejectedDevice VALUES (@callingAet, @calledAet, @address, @code, @params, @firstAt, @lastAt, @count)
    ON CONFLICT DO UPDATE SET lastAt = excluded.lastAt, params = excluded.params, count = count + excluded.count
  `);
  const trim = sqlite.prepare(`
    DELETE FROM rejectedDevice WHERE rowid NOT IN
      (SELECT rowid FROM rejectedDevice ORDER BY lastAt DESC, rowid DESC LIMIT ${keptRows})
  `);
  const all = sqlite.prepare<[], Row>('SELECT * FROM rejectedDevice ORDER BY lastAt DESC, rowid DESC');
  const erase = sqlite.prepare('DELETE FROM rejectedDevice WHERE callingAet = ? AND address = ?');
  const noted = new Map<string, Row>();
  let timer: NodeJS.Timeout | null = null;

  async function write(): Promise<void> {
    timer = null;
    const rows = [...noted.values()];
    noted.clear();
    if (rows.length === 0) return;
    try {
      await commit(() => {
        for (const row of rows) upsert.run(row);
        trim.run();
      });
      deps.onChanged();
    } catch (error) {
      deps.log.error({ detail: String(error) }, 'rejected devices could not be recorded');
    }
  }

  return {
    note: (facts, why) => {
      const { callingAet, calledAet, address } = facts;
      const now = deps.clock();
      const key = JSON.stringify([callingAet, calledAet, address, why.code]);
      const before = noted.get(key);
      if (before === undefined && noted.size >= keptRows) return;
      noted.set(key, {
        ...{ callingAet, calledAet, address, code: why.code, params: JSON.stringify(why.params) },
        firstAt: before?.firstAt ?? now,
        lastAt: now,
        count: (before?.count ?? 0) + 1,
      });
      timer ??= setTimeout(() => void write(), writeEveryMs);
    },
    list: () => all.all().map((row) => ({ ...row, params: JSON.parse(row.params) })),
    forget: (callingAet, address) => commit(() => void erase.run(callingAet, address)),
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      return write();
    },
  };
}
