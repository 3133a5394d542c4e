/** Further numbers of a study's device patient (0010,1002) with their issuers (journey step 2), as JSON of FurtherId[]. */
import type { Migration } from '../migrations.ts';

export const otherPatientIdsMigration: Migration = {
  name: '120-other-patient-ids',
  up: (sqlite) => {
    sqlite.exec(`ALTER TABLE study ADD COLUMN patientOtherIds TEXT NOT NULL DEFAULT '[]'`);
  },
};
