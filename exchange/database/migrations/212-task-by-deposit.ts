/** Tasks of a deposit: every manifest of an ECG asks when the first of them was opened. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const taskByDepositMigration: Migration = {
  name: '212-task-by-deposit',
  up: async (trx) => {
    await sql`CREATE INDEX "taskByDeposit" ON task ("depositId")`.execute(trx);
  },
};
