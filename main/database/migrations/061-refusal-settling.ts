/** What a person did about a refusal: tried it again, discarded it, or asked for the exam to be made again. */
import type { Migration } from '../migrations.ts';

export const refusalSettlingMigration: Migration = {
  name: '061-refusal-settling',
  up: (sqlite) => {
    sqlite.exec(`
      ALTER TABLE refusal ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE refusal ADD COLUMN settledAt INTEGER;
      ALTER TABLE refusal ADD COLUMN settledAct TEXT;
      ALTER TABLE refusal ADD COLUMN settledBy TEXT;
      ALTER TABLE refusal ADD COLUMN settledReason TEXT;
      CREATE INDEX refusalByObject ON refusal (sha256);
    `);
  },
};
