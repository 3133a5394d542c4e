/** Cases that this station's hospital was asked about: the case itself lies here only while somebody waits for its answer. */
import type { Migration } from '../migrations.ts';

export const consultationsMigration: Migration = {
  name: '201-consultations',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE consultedCase (
        consultationId TEXT PRIMARY KEY,
        taskId TEXT NOT NULL,
        -- JSON of Consultation.
        consultation TEXT NOT NULL,
        -- JSON of Task and of CaseState, NULL before they were fetched and after it is over.
        task TEXT,
        caseState TEXT
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
