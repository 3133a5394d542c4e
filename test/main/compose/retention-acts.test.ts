/** Retention through a station's door and by command on its folder: the administrator's alone, at the station and at the exchange. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { retentionRuleSchema } from '#shared/retention/retention.ts';
import { main } from '../../../cli/yuanzhen.ts';
import { type RunningStation, startStation } from '../../../main/station.ts';
import {
  addCast,
  type Cast,
  codeOf,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { openWindow, until, unwrap, type WindowClient } from '../../rig/window-client.ts';

const policy = { rules: [retentionRuleSchema.parse({ name: '一年', olderThanDays: 365 })], nightly: false };
const studyInstanceUid = '1.2.3.77';
let folder: string;
let exchange: TestExchange;
let cast: Cast;
let station: RunningStation;
let centre: RunningStation;
let window: WindowClient;
let centreWindow: WindowClient;

async function start(role: 'clinic' | 'reader', token: string): Promise<RunningStation> {
  return valueIn(
    startStation({
      dataFolder: join(folder, role),
      windowFolder: folder,
      role,
      exchange: exchange.address,
      name: role,
      token,
      hosted: { host: '127.0.0.1', port: 0 },
    }),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-retention-'));
  writeFileSync(join(folder, 'index.html'), '<html></html>');
  exchange = await startTestExchange();
  cast = await addCast(exchange);
  station = await start('clinic', cast.clinic.token);
  centre = await start('reader', cast.reader.token);
  window = await openWindow(station.hosted ?? '');
  centreWindow = await openWindow(centre.hosted ?? '');
}, 240_000);
afterAll(async () => {
  await station?.stop();
  await centre?.stop();
  await exchange?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signIn = (at: WindowClient, { name, secret }: { name: string; secret: string }) =>
  until('sign-in', async () => (await at.station.session.signIn({ name, password: secret })).ok);

it('is refused to everyone but the administrator, at both places', async () => {
  await signIn(window, cast.nurse);
  const { retention } = window.station;
  for (const where of ['station', 'exchange'] as const) {
    const asked = [
      retention.status({ where }),
      retention.plan({ where }),
      retention.run({ where }),
      retention.setPolicy({ where, policy }),
      retention.hold({ where, studyInstanceUid, reason: '纠纷' }),
      retention.release({ where, studyInstanceUid, reason: '结案' }),
    ];
    for (const answer of asked) expect(await codeOf(answer)).toBe('right-missing');
  }
}, 120_000);

it('sets rules, plans, holds, releases and runs for the administrator, at each place by itself', async () => {
  const ofSite = { type: 'person', name: '院管理员', site: '青石镇卫生院', rights: 'administrator' } as const;
  await signIn(window, await exchange.add(ofSite));
  await signIn(centreWindow, await exchange.add({ type: 'person', name: '管理员', rights: 'administrator' }));
  // At a township the region's archive is looked at, not decided about.
  const township = window.station.retention;
  expect(await unwrap(township.status({ where: 'exchange' }))).toMatchObject({ mayDecide: false });
  expect(await unwrap(township.plan({ where: 'exchange' }))).toMatchObject({ go: [] });
  expect(await codeOf(township.run({ where: 'exchange' }))).toBe('right-missing');
  expect(await codeOf(township.setPolicy({ where: 'exchange', policy }))).toBe('right-missing');
  expect(await codeOf(township.hold({ where: 'exchange', studyInstanceUid, reason: '纠纷' }))).toBe(
    'study-not-found',
  );
  const places = [
    ['station', window.station.retention],
    ['exchange', centreWindow.station.retention],
  ] as const;
  for (const [where, retention] of places) {
    expect(await codeOf(retention.run({ where }))).toBe('retention-without-rules');
    await unwrap(retention.setPolicy({ where, policy }));
    await unwrap(retention.hold({ where, studyInstanceUid, reason: `纠纷 ${where}` }));
    expect(await unwrap(retention.status({ where }))).toMatchObject({
      policy,
      holds: [{ studyInstanceUid, reason: `纠纷 ${where}` }],
      runs: [],
    });
    expect(await unwrap(retention.plan({ where }))).toMatchObject({ go: [], totals: { studies: 0 } });
    expect(await unwrap(retention.run({ where }))).toMatchObject({
      studies: 0,
      memberId: expect.any(String),
    });
    expect((await unwrap(retention.status({ where }))).runs).toHaveLength(1);
    await unwrap(retention.release({ where, studyInstanceUid, reason: '结案' }));
    expect(await codeOf(retention.release({ where, studyInstanceUid, reason: '结案' }))).toBe(
      'hold-not-found',
    );
  }
  // What was set at one place is not set at the other.
  expect(await unwrap(centreWindow.station.retention.status({ where: 'station' }))).toMatchObject({
    policy: { rules: [] },
    runs: [],
  });
}, 120_000);

it('works by command on the folder of a station: looking beside it, changing only when it stands still', async () => {
  const lines: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((text: string) => lines.push(text) > 0) as typeof process.stdout.write;
  const call = async (...args: string[]) => {
    lines.length = 0;
    const code = await main(['retention', '--data', join(folder, 'clinic'), '--json', ...args]);
    return { code, answer: JSON.parse(lines.join('')) as Record<string, unknown> };
  };
  try {
    expect(await call()).toMatchObject({
      code: 0,
      answer: { program: 'station', dryRun: true, policy: { rules: [{ name: '一年' }] } },
    });
    expect(await call('--apply')).toMatchObject({
      code: 1,
      answer: { failure: { code: 'data-folder-in-use' } },
    });
    await station.stop();
    expect(await call('--hold', studyInstanceUid, '--reason', '医疗纠纷')).toMatchObject({
      code: 0,
      answer: { act: 'held', study: studyInstanceUid },
    });
    expect(await call()).toMatchObject({ answer: { holds: [{ studyInstanceUid, reason: '医疗纠纷' }] } });
    expect(await call('--release', studyInstanceUid, '--reason', '结案')).toMatchObject({
      code: 0,
      answer: { act: 'released' },
    });
    expect(await call('--apply')).toMatchObject({ code: 0, answer: { dryRun: false, run: { studies: 0 } } });
  } finally {
    process.stdout.write = write;
  }
}, 120_000);
