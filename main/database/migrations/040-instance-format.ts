/** Instances that are no DICOM objects (journey step 2): what their bytes are. */
import type { Migration } from '../migrations.ts';

export const instanceFormatMigration: Migration = {
  name: '040-instance-format',
  up: (sqlite) => {
    sqlite.exec(`ALTER TABLE instance ADD COLUMN format TEXT NOT NULL DEFAULT 'dicom'`);
  },
};
