/** Issuer of Patient ID (0010,0021) of a study's device patient (journey step 2): one number of two hospitals is two people. */
import type { Migration } from '../migrations.ts';

export const patientIssuerMigration: Migration = {
  name: '092-patient-issuer',
  up: (sqlite) => {
    sqlite.exec(`ALTER TABLE study ADD COLUMN patientIssuer TEXT NOT NULL DEFAULT ''`);
  },
};
