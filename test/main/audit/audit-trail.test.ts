import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AuditTrail, createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { walkTrail } from '../../../main/audit/walk-trail.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';

let folder: string;
let database: StationDatabase;
let audit: AuditTrail;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-audit-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
  audit = createAuditTrail({
    database,
    now: () => 1000,
    stationId: () => 's-1',
    onQueued: () => undefined,
  });
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const entry = { memberId: 'p-1', act: 'viewed', success: true, object: 't-1' };

test('chains its records, and cannot be changed through the database', async () => {
  await audit.record(entry);
  await Promise.all([audit.record(entry), audit.record({ ...entry, act: 'signed' })]);
  expect(await walkTrail(database)).toMatchObject({ number: 3, brokenAt: null });
  expect(() => database.sqlite.exec(`UPDATE auditRecord SET act = 'x'`)).toThrow('append-only');
  expect(() => database.sqlite.exec('DELETE FROM auditRecord')).toThrow('append-only');
});

test('forwards each record once, in order, with the outbox', async () => {
  await audit.record(entry);
  await audit.record({ ...entry, act: 'signed' });
  expect(await audit.forward()).toBe(2);
  expect(await audit.forward()).toBe(0);
  await audit.record({ ...entry, act: 'exported' });
  expect(await audit.forward()).toBe(1);
  const bodies = database.sqlite.prepare('SELECT body FROM outbox ORDER BY itemId').pluck().all() as string[];
  const acts = bodies.flatMap((body) =>
    (JSON.parse(body) as { records: { act: string }[] }).records.map((record) => record.act),
  );
  expect(acts).toEqual(['viewed', 'signed', 'exported']);
});
