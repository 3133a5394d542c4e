/** Modality Performed Procedure Steps (journey step 1): what scanners say they have begun, completed or given up. */
import type { Migration } from '../migrations.ts';

export const procedureStepsMigration: Migration = {
  name: '031-procedure-steps',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE procedureStep (
        sopInstanceUid TEXT PRIMARY KEY,
        status TEXT NOT NULL CHECK (status IN ('IN PROGRESS', 'COMPLETED', 'DISCONTINUED')),
        callingAet TEXT NOT NULL,
        studyInstanceUid TEXT NOT NULL,
        accessionNumber TEXT NOT NULL,
        stepId TEXT NOT NULL,
        modality TEXT NOT NULL,
        patientName TEXT NOT NULL,
        patientId TEXT NOT NULL,
        description TEXT NOT NULL,
        discontinuedReason TEXT NOT NULL,
        -- SOP Instance UIDs that the performed series list, as a JSON array.
        referenced TEXT NOT NULL,
        createdAt INTEGER NOT NULL,
        changedAt INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX procedureStepByStudy ON procedureStep (studyInstanceUid);
    `);
  },
};
