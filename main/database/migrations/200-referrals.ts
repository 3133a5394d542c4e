/** Referrals that this station's site sent or received, as the exchange last told them. */
import type { Migration } from '../migrations.ts';

export const referralsMigration: Migration = {
  name: '200-referrals',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE referralReplica (
        referralId TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
