/** What the exchange does to its archive at night, and only then: it hashes every object, and lets go what the rules say. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { retentionRuleSchema } from '#shared/retention/retention.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  type Cast,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { until } from '../../rig/window-client.ts';

const hour = 3_600_000;
let exchange: TestExchange;
let cast: Cast;
let boss: ExchangeAccess;

beforeEach(async () => {
  exchange = await startTestExchange();
  cast = await addCast(exchange);
  boss = exchange.as(
    (await exchange.add({ type: 'person', name: '管理员', rights: 'administrator' })).secret,
  );
}, 120_000);
afterEach(() => exchange.stop());

/** Moves the exchange's clock on to the next time it shows that hour and a half, where it stands. */
function goTo(wanted: number): void {
  const next = new Date(exchange.clock.now());
  next.setHours(wanted, 30, 0, 0);
  if (next.getTime() <= exchange.clock.now()) next.setDate(next.getDate() + 1);
  exchange.clock.advance(next.getTime() - exchange.clock.now());
}

const runs = async () => (await valueIn(boss.client.archive.retention.status())).runs;

it('runs the rules once a night where they say nightly', async () => {
  const task = await sendWholeStudy(cast.clinic);
  const { clinic } = cast;
  await valueIn(
    clinic.client.tasks.cancel({
      commandId: 'cancel-it',
      taskId: task.taskId,
      reason: '误送',
      memberId: null,
    }),
  );
  const rules = [retentionRuleSchema.parse({ name: '撤销', states: ['cancelled'], olderThanDays: 1 })];
  await valueIn(boss.client.archive.retention.setPolicy({ policy: { rules, nightly: false } }));
  exchange.clock.advance(48 * hour);
  goTo(3);
  await exchange.running.tick();
  expect(await runs()).toEqual([]);
  await valueIn(boss.client.archive.retention.setPolicy({ policy: { rules, nightly: true } }));
  goTo(12);
  await exchange.running.tick();
  expect(await runs()).toEqual([]);
  goTo(3);
  await exchange.running.tick();
  await exchange.running.tick();
  expect(await runs()).toMatchObject([{ memberId: null, studies: 1, objects: 1 }]);
  goTo(3);
  await exchange.running.tick();
  expect((await runs()).map(({ studies }) => studies)).toEqual([0, 1]);
}, 240_000);

it('hashes every object once a night and keeps its report', async () => {
  await sendWholeStudy(cast.clinic);
  const checks = async () => (await valueIn(boss.client.archive.status())).checks;
  goTo(12);
  await exchange.running.tick();
  expect(await checks()).toEqual([]);
  goTo(3);
  await exchange.running.tick();
  await until('the report', async () => (await checks())[0]?.endedAt != null);
  expect(await checks()).toMatchObject([{ objects: 1, damaged: 0, missing: 0 }]);
  await exchange.running.tick();
  expect(await checks()).toHaveLength(1);
}, 240_000);
