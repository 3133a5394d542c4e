/** Retention at a station: what goes, what stays and why; nothing goes that the exchange has not just hashed again. */
import { existsSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '#shared/result.ts';
import type { RetentionStudy } from '#shared/retention/retention.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { readStudy } from '../../../../main/archive/read-study.ts';
import { createRetention } from '../../../../main/archive/retention/retain-studies.ts';
import { acceptArrival } from '../../../../main/intake/accept-arrival.ts';
import { makeFacts, makeFile } from '../../intake/rig/data-set.ts';
import { openTestStation, type TestStation } from '../../intake/rig/test-station.ts';

const day = 24 * 3_600_000;
let station: TestStation;
let ahead: number;
let states: Map<string, RetentionStudy['state']>;
let atExchange: Set<string>;
let audited: string[];
let asked: boolean[];

beforeEach(async () => {
  station = await openTestStation();
  ahead = 400 * day;
  states = new Map();
  atExchange = new Set();
  audited = [];
  asked = [];
});
afterEach(() => station.close());

async function keep(study: string, file = makeFile(makeFacts({ studyInstanceUid: study }))): Promise<Sha256> {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(file);
  const label = { name: 'test', provenance: { source: 'file', peer: 'test' } } as const;
  const kept = await acceptArrival(station.deps, temporary, label);
  if (!kept.ok) throw new Error(kept.failure.message);
  atExchange.add(kept.value.sha256);
  return kept.value.sha256;
}

function retain(given: { settled?: boolean; undeposited?: string } = {}) {
  const { vault } = station;
  return createRetention({
    database: station.database,
    // What was sealed a moment ago is never deleted; these tests cannot wait ten minutes.
    vault: given.settled === false ? vault : { ...vault, retire: (sha256) => deleteNow(sha256) },
    clock: () => Date.now() + ahead,
    audit: ({ act, object }) => void audited.push(`${act} ${object}`),
    knowledge: {
      taskOf: (uid) => ({
        state: states.get(uid) ?? 'received',
        siteId: 's-1',
        siteName: '胡场',
        hasConflict: false,
      }),
      isDeposited: (uid) => uid !== given.undeposited,
      isInUse: () => false,
      ownSite: () => ({ siteId: 's-1', siteName: '胡场' }),
    },
    verify: async (sha256s, rehash) => {
      asked.push(rehash);
      return ok(sha256s.filter((sha256) => atExchange.has(sha256)));
    },
    sites: () => [],
    onRemoved: () => undefined,
  });
}

function deleteNow(sha256: Sha256): boolean {
  rmSync(station.vault.pathOf(sha256), { force: true });
  return true;
}

const policy = {
  rules: [
    {
      name: '一年',
      kinds: [],
      modalities: [],
      sites: [],
      states: ['received' as const],
      olderThanDays: 365,
    },
  ],
  nightly: false,
};

it('says what would go and changes nothing; then lets it go, with an audit line, and keeps the index', async () => {
  const [first, second] = [await keep('1.1'), await keep('1.1')];
  const retention = retain();
  await retention.setPolicy('m-1', policy);
  const plan = await retention.plan();
  expect(plan).toMatchObject({ ok: true, value: { totals: { studies: 1, objects: 2 } } });
  expect(existsSync(station.vault.pathOf(first))).toBe(true);
  expect(asked).toEqual([false]);
  const run = await retention.run('m-1');
  expect(run).toMatchObject({ ok: true, value: { studies: 1, objects: 2, memberId: 'm-1' } });
  expect(asked.at(-1)).toBe(true);
  expect([first, second].map((sha256) => existsSync(station.vault.pathOf(sha256)))).toEqual([false, false]);
  expect(audited).toEqual(['retention-policy-set station', 'retention-removed 1.1']);
  const study = await readStudy(station.database, '1.1');
  expect(study?.series.flatMap((series) => series.instances.map((one) => one.held))).toEqual([false, false]);
  expect(retention.status().runs).toHaveLength(1);
  expect(await retention.plan()).toMatchObject({ value: { totals: { studies: 0 } } });
});

it('keeps what is open, on hold, not deposited, not whole at the exchange, or too young, and says why', async () => {
  await keep('1.1');
  await keep('1.2');
  await keep('1.3');
  const lacking = await keep('1.4');
  states.set('1.1', 'delivered');
  atExchange.delete(lacking);
  const retention = retain({ undeposited: '1.3' });
  await retention.setPolicy('m-1', policy);
  await retention.hold('m-1', '1.2', '医疗纠纷');
  const plan = await retention.plan();
  const kept = plan.ok ? plan.value.kept.map((one) => [one.studyInstanceUid, one.why]).sort() : [];
  expect(kept).toEqual([
    ['1.1', 'open-task'],
    ['1.2', 'hold'],
    ['1.3', 'not-deposited'],
    ['1.4', 'not-verified'],
  ]);
  expect(await retention.run('m-1')).toMatchObject({ ok: true, value: { studies: 0, kept: 4 } });
  ahead = 0;
  expect(await retention.plan()).toMatchObject({ value: { go: [], kept: [] } });
  ahead = 400 * day;
  expect(await retention.release('m-1', '1.2', '结案')).toMatchObject({ ok: true });
  expect(await retention.release('m-1', '1.2', '结案')).toMatchObject({
    ok: false,
    failure: { code: 'hold-not-found' },
  });
  expect(await retention.run('m-1')).toMatchObject({ ok: true, value: { studies: 1 } });
});

it('keeps what turns out damaged at the exchange when it is hashed again', async () => {
  const object = await keep('1.1');
  const retention = retain();
  await retention.setPolicy('m-1', policy);
  const plan = await retention.plan();
  expect(plan.ok && plan.value.go).toHaveLength(1);
  atExchange.delete(object);
  expect(await retention.run('m-1')).toMatchObject({ ok: true, value: { studies: 0 } });
  expect(existsSync(station.vault.pathOf(object))).toBe(true);
});

it('never deletes bytes that another study needs, or that came again a moment ago', async () => {
  const shared = makeFile(makeFacts({ studyInstanceUid: '1.1' }));
  const object = await keep('1.1', shared);
  // Sealed just now: its rows may be on their way again, so its bytes stay for the time being.
  const guarded = retain({ settled: false });
  await guarded.setPolicy('m-1', policy);
  expect(await guarded.run('m-1')).toMatchObject({ value: { studies: 1 } });
  expect(existsSync(station.vault.pathOf(object))).toBe(true);
  // The device sends it once more before the bytes are deleted: it is held again and stays.
  await keep('1.1', shared);
  const again = retain();
  states.set('1.1', 'reading');
  expect(await again.run('m-1')).toMatchObject({ value: { studies: 0 } });
  expect(existsSync(station.vault.pathOf(object))).toBe(true);
  const held = station.database.sqlite.prepare('SELECT count(*) FROM object').pluck().get();
  const retired = station.database.sqlite.prepare('SELECT count(*) FROM retiredObject').pluck().get();
  expect([held, retired]).toEqual([1, 0]);
});

it('runs by itself in the small hours, once a night, and only where the rules say nightly', async () => {
  await keep('1.2.3.9');
  const retention = retain();
  const rule = {
    name: '一年',
    kinds: [],
    modalities: [],
    sites: [],
    states: ['received' as const],
    olderThanDays: 365,
  };
  await retention.setPolicy('m-1', { rules: [rule], nightly: false });
  await retention.look(3);
  expect(retention.status().runs).toEqual([]);
  await retention.setPolicy('m-1', { rules: [rule], nightly: true });
  for (const hour of [0, 1, 5, 12, 23]) await retention.look(hour);
  expect(retention.status().runs).toEqual([]);
  await retention.look(3);
  await retention.look(4);
  expect(retention.status().runs).toMatchObject([{ memberId: null, studies: 1 }]);
  ahead += day;
  await retention.look(2);
  expect(retention.status().runs).toMatchObject([
    { memberId: null, studies: 0 },
    { memberId: null, studies: 1 },
  ]);
});
