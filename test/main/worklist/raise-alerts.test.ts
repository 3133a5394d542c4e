import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { raiseAlerts } from '../../../main/worklist/raise-alerts.ts';
import { buildTask } from '../../builders/task.ts';

test('each alert rings once, also after a restart; one that came late in its band rings alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-alerts-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  let now = 3000;
  const rung: string[] = [];
  const start = () =>
    raiseAlerts({
      database: opened.value,
      role: 'reader',
      tasks: () => [buildTask()],
      now: () => now,
      raise: (alert) => rung.push(alert),
    });
  const first = start();
  first.look();
  first.look();
  await vi.waitFor(() => expect(rung).toEqual(['new']), { timeout: 15_000 });
  first.stop();
  now = 2000 + 400_000;
  const second = start();
  second.look();
  await vi.waitFor(() => expect(rung).toEqual(['new', 'four-fifths']), { timeout: 15_000 });
  second.look();
  second.stop();
  const third = start();
  third.look();
  third.stop();
  await opened.value.commit(() => undefined);
  expect(rung).toEqual(['new', 'four-fifths']);
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
    tasks: () => [buildTask({ state: 'reading', critical })],
    now: () => 3000,
    raise: (alert, _task, text) => rung.push(`${alert} ${text}`),
  });
  alerts.look();
  alerts.look();
  await vi.waitFor(() => expect(rung).toHaveLength(1), { timeout: 15_000 });
  expect(rung[0]).toContain('critical 机器提示危急,待确认:王小东');
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
