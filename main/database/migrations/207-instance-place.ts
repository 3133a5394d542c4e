/** The place of a recording among those of its study, as the exchange orders them (journey step 6); null where it has told none. */
import type { Migration } from '../migrations.ts';

export const instancePlaceMigration: Migration = {
  name: '207-instance-place',
  up: (sqlite) => {
    sqlite.exec(`ALTER TABLE instance ADD COLUMN place INTEGER`);
  },
};
