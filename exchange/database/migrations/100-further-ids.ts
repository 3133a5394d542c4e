/** Further numbers of a patient's record, with who gave them: what devices write beside the patient id. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const furtherIdsMigration: Migration = {
  name: '100-further-ids',
  up: async (trx) => {
    await sql`CREATE TABLE "patientFurtherId" (
      "patientId" TEXT NOT NULL REFERENCES patient, "siteId" TEXT NOT NULL, issuer TEXT NOT NULL, id TEXT NOT NULL,
      PRIMARY KEY ("patientId", issuer, id)) STRICT`.execute(trx);
    await sql`CREATE INDEX "patientFurtherIdByNumber" ON "patientFurtherId" (id, issuer)`.execute(trx);
    await sql`CREATE INDEX "patientIdentifierByNumber" ON "patientIdentifier" (id, issuer)`.execute(trx);
  },
};
