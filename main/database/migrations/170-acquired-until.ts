/** When a recording of hours ended (journey step 5); null for all others. */
import type { Migration } from '../migrations.ts';

export const acquiredUntilMigration: Migration = {
  name: '170-acquired-until',
  up: (sqlite) => {
    sqlite.exec(`ALTER TABLE study ADD COLUMN acquiredUntil INTEGER`);
  },
};
