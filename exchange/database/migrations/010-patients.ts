/** The patient index: records keyed by (site, issuer, id), what belongs to them, and what finds candidates. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const patientsMigration: Migration = {
  name: '010-patients',
  up: async (trx) => {
    await sql`CREATE TABLE patient (
      "patientId" TEXT PRIMARY KEY, "personId" TEXT NOT NULL, "siteId" TEXT NOT NULL REFERENCES member ("memberId"),
      name TEXT NOT NULL, sex TEXT NOT NULL, "birthDate" TEXT, "identityNumber" TEXT, "healthCard" TEXT,
      "createdAt" INTEGER NOT NULL, "changedAt" INTEGER NOT NULL) STRICT`.execute(trx);
    await sql`CREATE INDEX "patientByPerson" ON patient ("personId")`.execute(trx);
    await sql`CREATE INDEX "patientBySite" ON patient ("siteId")`.execute(trx);
    await sql`CREATE TABLE "patientIdentifier" (
      "siteId" TEXT NOT NULL, type TEXT NOT NULL, issuer TEXT NOT NULL, id TEXT NOT NULL, variant INTEGER NOT NULL,
      "patientId" TEXT NOT NULL UNIQUE REFERENCES patient,
      PRIMARY KEY ("siteId", type, issuer, id, variant)) STRICT`.execute(trx);
    await sql`CREATE TABLE "patientKey" (
      key TEXT NOT NULL, "patientId" TEXT NOT NULL REFERENCES patient, PRIMARY KEY (key, "patientId")) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "patientKeyByPatient" ON "patientKey" ("patientId")`.execute(trx);
    await sql`CREATE TABLE "patientOrder" (
      "orderId" TEXT PRIMARY KEY REFERENCES "order", "patientId" TEXT NOT NULL REFERENCES patient) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "patientOrderByPatient" ON "patientOrder" ("patientId")`.execute(trx);
    await sql`CREATE TABLE "patientDeposit" (
      "depositId" TEXT PRIMARY KEY REFERENCES deposit, "patientId" TEXT NOT NULL REFERENCES patient) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "patientDepositByPatient" ON "patientDeposit" ("patientId")`.execute(trx);
  },
};
