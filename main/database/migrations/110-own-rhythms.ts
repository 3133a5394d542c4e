/** 先判后看 (journey step 8): the rhythm a reader committed before seeing the machine's; his own, told to nobody. */
import type { Migration } from '../migrations.ts';

export const ownRhythmsMigration: Migration = {
  name: '110-own-rhythms',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE ownRhythm (
        memberId TEXT NOT NULL,
        taskId TEXT NOT NULL,
        rhythm TEXT NOT NULL,
        -- Null where nothing was measured: not counted.
        machine TEXT,
        PRIMARY KEY (memberId, taskId)
      ) STRICT;
    `);
  },
};
