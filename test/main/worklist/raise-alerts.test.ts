import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { MemberId } from '#shared/study/ids.ts';
import type { TalkMessage } from '#shared/study/talk.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { type Alert, noticeEveryMs, raiseAlerts } from '../../../main/worklist/raise-alerts.ts';
import { buildTask } from '../../builders/task.ts';

test('each alert rings once, also after a restart; one that came late in its band rings alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-alerts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  let now = 3000;
  let task = buildTask();
  const rung: string[] = [];
  const start = () =>
    raiseAlerts({
      database: opened.value,
      role: 'reader',
      present: () => [],
      tasks: () => [task],
      now: () => now,
      raise: ({ alert }) => rung.push(alert),
    });
  const first = start();
  first.look();
  first.look();
  await vi.waitFor(() => expect(rung).toEqual(['new']), { timeout: 15_000 });
  first.stop();
  now = 2000 + 400_000;
  const fired = (name: 'sound' | 'room') => ({
    rung: name,
    at: now - 1000,
    to: [],
    reached: false,
    phoned: null,
  });
  task = buildTask({ escalation: [fired('sound'), fired('room')] });
  const second = start();
  second.look();
  await vi.waitFor(() => expect(rung).toEqual(['new', 'room']), { timeout: 15_000 });
  second.look();
  second.stop();
  const third = start();
  third.look();
  third.stop();
  await opened.value.commit(() => undefined);
  expect(rung).toEqual(['new', 'room']);
  opened.value.close();
  rmSync(folder, { recursive: true });
});

test('a rung that fired long before the station came back is not rung any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-alerts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const rung: string[] = [];
  let at = 3000;
  const fired = { rung: 'leader' as const, to: [], reached: false, phoned: null };
  const alerts = raiseAlerts({
    database: opened.value,
    role: 'reader',
    present: () => [],
    tasks: () => [
      buildTask({ taskId: 't-old' as never, state: 'reading', escalation: [{ ...fired, at: 3000 }] }),
      buildTask({ taskId: 't-new' as never, state: 'reading', escalation: [{ ...fired, at }] }),
    ],
    now: () => 900_000,
    raise: ({ alert, taskId }) => rung.push(`${alert} ${taskId}`),
  });
  at = 890_000;
  alerts.look();
  await vi.waitFor(() => expect(rung).toEqual(['leader t-new']), { timeout: 15_000 });
  alerts.stop();
  await opened.value.commit(() => undefined);
  expect(rung).toEqual(['leader t-new']);
  opened.value.close();
  rmSync(folder, { recursive: true });
});

test('a further recording that is critical rings again, the same one never', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-alerts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const hit = (sha256: string) => ({ sha256, raisedAt: 2500, findings: [], verdict: null }) as never;
  let critical = [hit('a')];
  const rung: string[] = [];
  const alerts = raiseAlerts({
    database: opened.value,
    role: 'reader',
    present: () => [],
    tasks: () => [buildTask({ state: 'reading', critical })],
    now: () => 3000,
    raise: ({ alert, patient }) => rung.push(`${alert} ${patient}`),
  });
  alerts.look();
  alerts.look();
  await vi.waitFor(() => expect(rung).toHaveLength(1), { timeout: 15_000 });
  expect(rung[0]).toBe('critical 王小东');
  critical = [hit('a'), hit('b')];
  alerts.look();
  alerts.look();
  await vi.waitFor(() => expect(rung).toHaveLength(2), { timeout: 15_000 });
  alerts.stop();
  await opened.value.commit(() => undefined);
  expect(rung).toHaveLength(2);
  opened.value.close();
  rmSync(folder, { recursive: true });
});

test('a correction rings at the township again and again, also after a restart, until it is acknowledged; at a reader never', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-alerts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  let now = 3000;
  let acknowledged: unknown = null;
  const rung: string[] = [];
  const start = (role: 'clinic' | 'reader') =>
    raiseAlerts({
      database: opened.value,
      role,
      present: () => [],
      tasks: () => [
        buildTask({ state: 'signed', notice: { what: 'corrected', version: 2, acknowledged } as never }),
      ],
      now: () => now,
      raise: ({ alert }) => rung.push(alert),
    });
  const reader = start('reader');
  reader.look();
  reader.stop();
  expect(rung).toEqual([]);
  const first = start('clinic');
  first.look();
  first.look();
  expect(rung).toEqual(['corrected']);
  now += noticeEveryMs;
  first.look();
  first.stop();
  expect(rung).toHaveLength(2);
  const second = start('clinic');
  second.look();
  expect(rung).toHaveLength(3);
  acknowledged = { memberId: 'n', name: '王丽', at: now };
  now += noticeEveryMs;
  second.look();
  second.stop();
  expect(rung).toHaveLength(3);
  opened.value.close();
  rmSync(folder, { recursive: true });
});

test('a message of the other end rings once; at the centre only where it is meant for somebody who sits there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-alerts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const doctor = 'p_doctor' as MemberId;
  const message = (messageId: string, from: 'clinic' | 'centre', text: string): TalkMessage => ({
    messageId,
    from,
    memberId: from === 'centre' ? doctor : ('p_nurse' as MemberId),
    name: from === 'centre' ? '陈静怡' : '李秀兰',
    writtenAt: 2900,
    at: 2900,
    text,
  });
  let present: string[] = ['p_other'];
  let task = buildTask({ state: 'signed', talk: [message('m0000001', 'centre', '请补充病史')] });
  const rung: Alert[] = [];
  const alerts = raiseAlerts({
    database: opened.value,
    role: 'reader',
    present: () => present,
    tasks: () => [task],
    now: () => 3000,
    raise: (alert) => rung.push(alert),
  });
  // His own side's message is no news, and what was asked of another doctor does not ring here.
  alerts.look();
  task = { ...task, talk: [...(task.talk ?? []), message('m0000002', 'clinic', '外伤一小时')] };
  alerts.look();
  await opened.value.commit(() => undefined);
  expect(rung).toEqual([]);
  present = [doctor];
  alerts.look();
  alerts.look();
  await vi.waitFor(() => expect(rung).toHaveLength(1), { timeout: 15_000 });
  expect(rung[0]).toMatchObject({
    alert: 'message',
    drill: false,
    news: { name: '李秀兰', text: '外伤一小时', callPhone: null },
  });
  // The answer of his own side rings nothing again.
  task = { ...task, talk: [...(task.talk ?? []), message('m0000003', 'centre', '收到')] };
  alerts.look();
  await opened.value.commit(() => undefined);
  alerts.stop();
  expect(rung).toHaveLength(1);
  opened.value.close();
  rmSync(folder, { recursive: true });
});
