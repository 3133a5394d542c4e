/** Which algorithm the signatures of a site's reports are made with. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const signaturePolicyMigration: Migration = {
  name: '205-signature-policy',
  up: async (trx) => {
    await sql`CREATE TABLE "signaturePolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
  },
};
