/** 200 kills of a clinic station while four senders push: nothing acknowledged is lost, half or doubled. */
import { runKillLoop } from '../test/rig/kill-loop.ts';
import { drawFrom, type SoakProgram } from './soak-program.ts';

export const soak: SoakProgram = {
  says: 'kill -9 of a station that receives, 200 times (--cases N)',
  run: async ({ seconds, cases, seed }) => {
    const end = performance.now() + seconds * 1000;
    const report = await runKillLoop({
      rounds: Math.min(cases, 200),
      draw: drawFrom(seed).below,
      proveEvery: 10,
      goOn: () => performance.now() < end,
    });
    const { rounds, acknowledged, instances, findings } = report;
    return {
      cases: rounds,
      findings: findings.map(({ round, what }) => ({ seed, what: `round ${round}: ${what}` })),
      figures: { acknowledged, instances },
    };
  },
};
