import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from '../../../cli/yuanzhen.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { createTrailProver, type TrailProver } from '../../../main/audit/prove-trail.ts';
import { walkTrail } from '../../../main/audit/walk-trail.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';

let folder: string;
let database: StationDatabase;
const provers: TrailProver[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-trail-'));
  open();
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

function open(): void {
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
}

function close(): void {
  for (const prover of provers.splice(0)) prover.stop();
  database.close();
}

const trail = () =>
  createAuditTrail({ database, now: () => 1000, stationId: () => 's-1', onQueued: () => undefined });

function prover(): TrailProver {
  const made = createTrailProver({
    database,
    audit: trail(),
    now: () => 1000,
    onBug: (error) => {
      throw error;
    },
  });
  provers.push(made);
  return made;
}

async function write(count: number): Promise<void> {
  const audit = trail();
  for (let made = 0; made < count; made += 1)
    await audit.record({ memberId: 'p-1', act: 'viewed', success: true, object: `t-${made}` });
}

/** As somebody with the file in his hands would. */
function alter(sql: string): void {
  database.sqlite.exec(`DROP TRIGGER IF EXISTS auditKeeps; DROP TRIGGER IF EXISTS auditStays; ${sql}`);
}

const actsOf = () =>
  database.sqlite
    .prepare("SELECT success, detail FROM auditRecord WHERE act = 'audit-proved' ORDER BY number")
    .all() as { success: number; detail: string }[];

test.each([
  ['changed', "UPDATE auditRecord SET memberId = 'p-2' WHERE number = 300", 300],
  ['removed', 'DELETE FROM auditRecord WHERE number = 300', 300],
  ['put in between', 'UPDATE auditRecord SET number = number + 1000 WHERE number > 299', 300],
] as const)('names the first record that was %s', async (_what, sql, number) => {
  await write(600);
  expect(await walkTrail(database)).toMatchObject({ number: 600, brokenAt: null });
  alter(sql);
  expect((await walkTrail(database)).brokenAt).toBe(number);
});

test('finds at night what was changed behind the head it had proved', async () => {
  await write(20);
  const one = prover();
  expect(await one.prove('head')).toMatchObject({ number: 20, brokenAt: null });
  alter("UPDATE auditRecord SET act = 'x' WHERE number = 3");
  await write(2);
  expect(await one.prove('head')).toMatchObject({ number: 22, brokenAt: null });
  expect((await one.prove('first')).brokenAt).toBe(3);
});

test('notices at night too that the end it had proved is gone', async () => {
  await write(20);
  const one = prover();
  await one.prove('head');
  alter('DELETE FROM auditRecord WHERE number > 15');
  expect((await one.prove('first')).brokenAt).toBe(20);
});

test('stops signing at a break, tells of it once, survives a restart, and goes on from what the auditor anchored', async () => {
  await write(10);
  const first = prover();
  await first.prove('head');
  expect(first.trouble()).toBeNull();
  alter("UPDATE auditRecord SET object = 't-x' WHERE number = 5");
  await first.prove('first');
  expect(first.trouble()).toMatchObject({ code: 'station-audit-broken' });
  expect(first.trouble()?.message).toContain('5');
  await first.prove('head');
  expect(actsOf()).toEqual([{ success: 0, detail: 'broken at 5' }]);
  expect(prover().trouble()).toMatchObject({ code: 'station-audit-broken' });

  close();
  const lines: string[] = [];
  const write10 = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((text: string) => lines.push(text) > 0) as typeof process.stdout.write;
  const call = async (...args: string[]) => {
    lines.length = 0;
    const code = await main(['audit', '--data', folder, '--json', ...args]);
    return { code, answer: JSON.parse(lines.join('')) as Record<string, unknown> };
  };
  try {
    expect(await call()).toMatchObject({
      code: 1,
      answer: {
        ok: false,
        program: 'station',
        number: 4,
        brokenAt: 5,
        failure: { code: 'station-audit-broken' },
      },
    });
    expect(await call('--anchor')).toMatchObject({ code: 2, answer: { failure: { code: 'usage' } } });
    expect(await call('--anchor', '--reason', '硬盘更换,已核对')).toMatchObject({
      code: 0,
      answer: { ok: true, number: 12, brokenAt: null, anchored: 5 },
    });
    expect(await call('--anchor', '--reason', 'x')).toMatchObject({
      code: 1,
      answer: { failure: { code: 'audit-whole' } },
    });
  } finally {
    process.stdout.write = write10;
  }
  open();
  const after = prover();
  await after.prove('first');
  expect(after.trouble()).toBeNull();
  expect(actsOf().map((act) => act.success)).toEqual([0, 1]);
  const anchored = database.sqlite
    .prepare("SELECT detail FROM auditRecord WHERE act = 'audit-anchored'")
    .pluck()
    .all();
  expect(anchored).toEqual(['硬盘更换,已核对']);
  // A second break behind the anchor is a break of its own.
  alter("UPDATE auditRecord SET object = 't-y' WHERE number = 2");
  expect((await after.prove('first')).brokenAt).toBe(2);
});
