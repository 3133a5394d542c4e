/** The archive's first tables (journey step 3). */
import type { Migration } from '../migrations.ts';

export const archiveMigration: Migration = {
  name: '001-archive',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE object (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        size INTEGER NOT NULL,
        keptAt INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE study (
        studyInstanceUid TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        accessionNumber TEXT NOT NULL,
        description TEXT NOT NULL,
        patientName TEXT NOT NULL,
        patientId TEXT NOT NULL,
        patientSex TEXT NOT NULL,
        patientBirthDate TEXT,
        acquiredAt INTEGER,
        institution TEXT NOT NULL,
        stationAet TEXT NOT NULL,
        firstArrivalAt INTEGER NOT NULL,
        lastArrivalAt INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX studyByArrival ON study (lastArrivalAt);
      CREATE INDEX studyByAccession ON study (accessionNumber);
      CREATE TABLE series (
        studyInstanceUid TEXT NOT NULL REFERENCES study,
        seriesInstanceUid TEXT NOT NULL,
        modality TEXT NOT NULL,
        seriesNumber INTEGER,
        description TEXT NOT NULL,
        bodyPart TEXT NOT NULL,
        PRIMARY KEY (studyInstanceUid, seriesInstanceUid)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE instance (
        sopInstanceUid TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        studyInstanceUid TEXT NOT NULL,
        seriesInstanceUid TEXT NOT NULL,
        sopClassUid TEXT NOT NULL,
        transferSyntaxUid TEXT NOT NULL,
        size INTEGER NOT NULL,
        instanceNumber INTEGER,
        frames INTEGER,
        rowCount INTEGER,
        columnCount INTEGER,
        position REAL,
        complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
        variant INTEGER NOT NULL,
        conflict INTEGER NOT NULL CHECK (conflict IN (0, 1)),
        source TEXT NOT NULL,
        peer TEXT NOT NULL,
        arrivedAt INTEGER NOT NULL,
        PRIMARY KEY (sopInstanceUid, sha256),
        FOREIGN KEY (studyInstanceUid, seriesInstanceUid) REFERENCES series
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX instanceByStudy ON instance (studyInstanceUid, seriesInstanceUid);
      CREATE INDEX instanceByObject ON instance (sha256);
    `);
  },
};
