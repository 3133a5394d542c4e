/** Recompression on the way out (journey step 4): in which encoding each object of a deposit goes. */
import type { Migration } from '../migrations.ts';

export const recompressionMigration: Migration = {
  name: '070-recompression',
  up: (sqlite) => {
    sqlite.exec(`
      -- Null: not decided yet. JSON: what is sent in place of the original, or "original".
      ALTER TABLE depositObject ADD COLUMN encoding TEXT;
      -- What went out before this migration went as it came.
      UPDATE depositObject SET encoding = '"original"' WHERE announced = 1;
    `);
  },
};
