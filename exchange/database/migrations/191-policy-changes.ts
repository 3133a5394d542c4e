/** Who changed which policy of the region when, each as it stood from then on. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const tables = ['assignmentPolicy', 'escalationPolicy', 'retentionPolicy', 'reviewPolicy'] as const;

export const policyChangesMigration: Migration = {
  name: '191-policy-changes',
  up: async (trx) => {
    await sql`CREATE TABLE "policyChange" (
      "changeId" INTEGER PRIMARY KEY, policy TEXT NOT NULL, document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
    await sql`CREATE INDEX "policyChangeByPolicy" ON "policyChange" (policy)`.execute(trx);
    for (const table of tables) {
      await sql`INSERT INTO "policyChange" (policy, document, "setAt", "memberId")
        SELECT ${table}, document, "setAt", "memberId" FROM ${sql.table(table)}`.execute(trx);
    }
  },
};
