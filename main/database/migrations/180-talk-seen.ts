/** How far each person at this station has read the messages of a task. */
import type { Migration } from '../migrations.ts';

export const talkSeenMigration: Migration = {
  name: '180-talk-seen',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE talkSeen (
        memberId TEXT NOT NULL,
        taskId TEXT NOT NULL,
        -- Of the messages in their order, how many from the first on.
        count INTEGER NOT NULL,
        PRIMARY KEY (memberId, taskId)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
