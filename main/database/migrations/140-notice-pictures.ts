/** 危急值: the picture a loop rests on, kept at the station that raised it and at the one it was sent to. */
import type { Migration } from '../migrations.ts';

export const noticePicturesMigration: Migration = {
  name: '140-notice-pictures',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE noticePicture (
        noticeId TEXT PRIMARY KEY,
        -- PNG in base64; null where none was taken.
        picture TEXT,
        keptAt INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
