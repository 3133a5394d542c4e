/** The region and its members. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const membersMigration: Migration = {
  name: '001-members',
  up: async (trx) => {
    await sql`CREATE TABLE region (
      id INTEGER PRIMARY KEY CHECK (id = 1), "regionId" TEXT NOT NULL, name TEXT NOT NULL, centre TEXT NOT NULL,
      simulation INTEGER NOT NULL CHECK (simulation IN (0, 1)), "caCertificate" TEXT NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE member (
      "memberId" TEXT PRIMARY KEY, type TEXT NOT NULL CHECK (type IN ('person', 'station', 'site')),
      name TEXT NOT NULL, "siteId" TEXT REFERENCES member ("memberId"), rights TEXT NOT NULL, offices TEXT NOT NULL,
      licence TEXT NOT NULL, title TEXT NOT NULL, "secretHash" TEXT NOT NULL, "secretVersion" INTEGER NOT NULL,
      failures INTEGER NOT NULL, "lockedUntil" INTEGER, "createdAt" INTEGER NOT NULL, UNIQUE (type, name)) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE "accessToken" (
      "tokenHash" TEXT PRIMARY KEY, "memberId" TEXT NOT NULL REFERENCES member, "stationId" TEXT,
      "issuedAt" INTEGER NOT NULL, "expiresAt" INTEGER NOT NULL) STRICT`.execute(trx);
    await sql`CREATE INDEX "accessTokenByExpiry" ON "accessToken" ("expiresAt")`.execute(trx);
    await sql`CREATE TABLE certificate (
      serial TEXT PRIMARY KEY, "memberId" TEXT NOT NULL REFERENCES member, "stationId" TEXT, pem TEXT NOT NULL,
      "notBefore" INTEGER NOT NULL, "notAfter" INTEGER NOT NULL) STRICT`.execute(trx);
  },
};
