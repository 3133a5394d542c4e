/** One durable write at a time: a Result that fails rolls back, and followers are told only after the commit. */
import Sqlite from 'better-sqlite3';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { ExchangeDatabase, ExchangeTransaction } from './open-database.ts';

class RolledBack extends Error {
  readonly result: { readonly ok: false };
  constructor(result: { readonly ok: false }) {
    super('rolled back');
    this.result = result;
  }
}

/** `written` is called after every commit. A full disk is answered as disk-full, nothing of the write remains. */
export function createWrite(deps: {
  db: ExchangeDatabase;
  clock: { readonly now: () => number };
  written: () => void;
}) {
  return async <T>(
    work: (trx: ExchangeTransaction, now: number) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    try {
      const result = await deps.db.transaction().execute(async (trx) => {
        const done = await work(trx, deps.clock.now());
        if (!done.ok) throw new RolledBack(done);
        return done;
      });
      deps.written();
      return result;
    } catch (error) {
      if (error instanceof RolledBack) return error.result as Result<T>;
      if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL') {
        return fail(failure('disk-full', { path: 'exchange.sqlite' }));
      }
      throw error;
    }
  };
}
