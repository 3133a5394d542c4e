/** What the exchange was told of versions that are still compared (journey step 4): signing is held for them there. */
import type { Migration } from '../migrations.ts';

export const judgingMigration: Migration = {
  name: '160-judging',
  up: (sqlite) => {
    // JSON of UnjudgedVersion[].
    sqlite.exec(`ALTER TABLE deposit ADD COLUMN judging TEXT NOT NULL DEFAULT '[]'`);
  },
};
