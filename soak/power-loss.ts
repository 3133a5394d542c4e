/** 50 power cuts of a station that receives, as its disk would be found: needs root and loop devices. */
import { runPowerLoss, whyNoLoopDevices } from '../test/rig/power-loss.ts';
import { drawFrom, type SoakOutcome, type SoakProgram } from './soak-program.ts';

export const soak: SoakProgram = {
  says: 'power-loss snapshots of a station on ext4, 50 times (--cases N); needs root and loop devices',
  run: async ({ seconds, cases, seed }): Promise<SoakOutcome> => {
    const missing = whyNoLoopDevices();
    if (missing !== null) return { cases: 0, findings: [{ seed, what: `SKIPPED: ${missing}` }], figures: {} };
    const end = performance.now() + seconds * 1000;
    const { snapshots, acknowledged, findings } = await runPowerLoss({
      snapshots: Math.min(cases, 50),
      draw: drawFrom(seed).below,
      goOn: () => performance.now() < end,
    });
    return {
      cases: snapshots,
      findings: findings.map(({ snapshot, what }) => ({ seed, what: `snapshot ${snapshot}: ${what}` })),
      figures: { acknowledged },
    };
  },
};
