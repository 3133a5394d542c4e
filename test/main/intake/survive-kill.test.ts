/** kill -9 and power cuts: whatever was acknowledged is there afterwards, whole and indexed. The long runs are soaks. */
import { expect, test } from 'vitest';
import { drawFrom } from '../../../soak/soak-program.ts';
import { runKillLoop } from '../../rig/kill-loop.ts';
import { runPowerLoss, whyNoLoopDevices } from '../../rig/power-loss.ts';

test('four kills with four senders lose nothing that was acknowledged', async () => {
  const draw = drawFrom(Date.now() % 0x7fff_ffff).below;
  const report = await runKillLoop({ rounds: 4, draw, proveEvery: 1 });
  expect(report).toMatchObject({ rounds: 4, findings: [] });
  expect(report.acknowledged).toBeGreaterThan(10);
  expect(report.instances).toBeGreaterThanOrEqual(report.acknowledged);
}, 240_000);

test('three power cuts find on the disk whatever was acknowledged', async () => {
  const missing = whyNoLoopDevices();
  if (missing !== null) {
    console.log(`SKIPPED power-loss test: it needs root and loop devices (${missing}).`);
    return;
  }
  const draw = drawFrom(Date.now() % 0x7fff_ffff).below;
  const report = await runPowerLoss({ snapshots: 3, draw });
  expect(report).toMatchObject({ snapshots: 3, findings: [] });
  expect(report.acknowledged).toBeGreaterThan(10);
}, 240_000);
