import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { createOwnRhythms } from '../../../main/reporting/own-rhythms.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-rhythms-'));
const opened = openStationDatabase(folder);
if (!opened.ok) throw new Error(opened.failure.message);
const database = opened.value;
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a reader finds his own commitment and tally; the first one stands, nothing unmeasured is counted', async () => {
  const rhythms = createOwnRhythms(database);
  expect(rhythms.find('p1', 't1')).toEqual({ committed: null, agreed: 0, counted: 0 });
  await rhythms.commit('p1', { taskId: 't1', rhythm: 'sinus', machine: 'atrial-fibrillation' });
  const again = await rhythms.commit('p1', {
    taskId: 't1',
    rhythm: 'atrial-fibrillation',
    machine: 'atrial-fibrillation',
  });
  expect(again).toEqual({
    committed: { rhythm: 'sinus', machine: 'atrial-fibrillation' },
    agreed: 0,
    counted: 1,
  });
  await rhythms.commit('p1', { taskId: 't2', rhythm: 'sinus', machine: 'sinus' });
  await rhythms.commit('p1', { taskId: 't3', rhythm: 'other', machine: null });
  expect(rhythms.find('p1', 't3')).toEqual({
    committed: { rhythm: 'other', machine: null },
    agreed: 1,
    counted: 2,
  });
  expect(rhythms.find('p2', 't1')).toEqual({ committed: null, agreed: 0, counted: 0 });
});
