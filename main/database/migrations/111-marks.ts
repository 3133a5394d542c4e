/** What a reader marks on images (journey step 8), event by event: measurements, key images and how they were looked at. */
import type { Migration } from '../migrations.ts';

export const marksMigration: Migration = {
  name: '111-marks',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE markEvent (
        studyInstanceUid TEXT NOT NULL,
        memberId TEXT NOT NULL,
        seq INTEGER NOT NULL,
        -- Exchange time in ms.
        at INTEGER NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (studyInstanceUid, memberId, seq)
      ) STRICT;
    `);
  },
};
