/** Intake's first tables: refusals, watched files, the closing of studies (journey steps 1 and 2). */
import type { Migration } from '../migrations.ts';

export const intakeMigration: Migration = {
  name: '002-intake',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE refusal (
        refusalId INTEGER PRIMARY KEY,
        sha256 TEXT,
        size INTEGER NOT NULL,
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        peer TEXT NOT NULL,
        code TEXT NOT NULL,
        params TEXT NOT NULL,
        refusedAt INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE watchedFile (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        mtimeMs REAL NOT NULL,
        sha256 TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('kept', 'refused')),
        takenAt INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE studyClosing (
        studyInstanceUid TEXT PRIMARY KEY,
        expectedCount INTEGER,
        quietAt INTEGER,
        quietCount INTEGER,
        quietReason TEXT
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
