import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { createDepositRows } from '../../../main/dispatch/deposit-rows.ts';

it('asks to open again when a person joins an order while the first opening is on its way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-rows-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.code);
  const database = opened.value;
  database.sqlite.exec(
    "INSERT INTO deposit (depositId, studyInstanceUid, firstByteAt) VALUES ('d', '1.2.3', 1)",
  );
  const rows = createDepositRows(database);
  // The request without an order is under way; the join comes before its answer.
  await rows.change('d', { orderId: 'o', opened: 0 });
  await rows.markOpened('d', null);
  expect(rows.ofStudy('1.2.3')).toMatchObject({ orderId: 'o', opened: 0 });
  await rows.markOpened('d', 'o');
  expect(rows.ofStudy('1.2.3')).toMatchObject({ orderId: 'o', opened: 1 });
  database.close();
  rmSync(folder, { recursive: true });
});
