/** Why a command of the outbox was not taken: kept as a failure with its code, so that each window says it in its own language. */
import type { Migration } from '../migrations.ts';

export const outboxFailuresMigration: Migration = {
  name: '206-outbox-failures',
  up: (sqlite) => {
    sqlite.exec(`
      UPDATE outbox SET lastFailure = json_object(
        'code', 'internal', 'message', lastFailure, 'remedy', '', 'params', json_object('detail', lastFailure)
      ) WHERE lastFailure IS NOT NULL;
    `);
  },
};
