/** Studies that a person sent as picture ECGs, and studies whose text was not what it declares (journey step 2). */
import type { Migration } from '../migrations.ts';

export const pictureStudiesMigration: Migration = {
  name: '050-picture-studies',
  up: (sqlite) => {
    sqlite.exec(`
      ALTER TABLE study ADD COLUMN picture INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE study ADD COLUMN textCorrection TEXT;
    `);
  },
};
