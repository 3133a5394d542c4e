/** 四级机构: the tier of each site, whom to telephone there about a patient, and whether it is a chest-pain centre. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const siteTiersMigration: Migration = {
  name: '200-site-tiers',
  up: async (trx) => {
    await sql`ALTER TABLE member ADD COLUMN tier TEXT CHECK (tier IN ('village', 'township', 'city', 'higher'))`.execute(
      trx,
    );
    await sql`ALTER TABLE member ADD COLUMN phone TEXT NOT NULL DEFAULT ''`.execute(trx);
    await sql`ALTER TABLE member ADD COLUMN "chestPain" INTEGER NOT NULL DEFAULT 0`.execute(trx);
  },
};
