/** Since when a reader's certificate is revoked; null for one that is good. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const revokedCertificatesMigration: Migration = {
  name: '160-revoked-certificates',
  up: async (trx) => {
    await sql`ALTER TABLE certificate ADD COLUMN "revokedAt" INTEGER`.execute(trx);
  },
};
