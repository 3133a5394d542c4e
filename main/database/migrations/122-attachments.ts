/**
 * Refused files that a person keeps beside a study: what they are is told by nothing in their bytes, so it stands here, and is
 * taken over when the index is built anew.
 */
import type { Migration } from '../migrations.ts';

export const attachmentsMigration: Migration = {
  name: '122-attachments',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE attachment (
        sha256 TEXT NOT NULL,
        studyInstanceUid TEXT NOT NULL,
        -- JSON of DescribedInstance.
        content TEXT NOT NULL,
        attachedAt INTEGER NOT NULL,
        memberId TEXT NOT NULL,
        PRIMARY KEY (sha256, studyInstanceUid)
      ) STRICT`);
  },
};
