/** 机器提示危急 (journey step 4): which recordings were already put to the critical ECG rules, and for which task. */
import type { Migration } from '../migrations.ts';

export const criticalLooksMigration: Migration = {
  name: '121-critical-looks',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE criticalLook (
        taskId TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        lookedAt INTEGER NOT NULL,
        -- How many rules fired; null where the recording could not be analysed.
        fired INTEGER,
        PRIMARY KEY (taskId, sha256)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX criticalLookByRecording ON criticalLook (sha256);
    `);
  },
};
