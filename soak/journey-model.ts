/**
 * Soak `journey-model`: random interleavings of a township, two readers, two reviewers and a registrar on the real exchange, with
 * lost requests and answers, kills before a commit, and restarts. Each case is one interleaving, played to its end and judged.
 */
import fc from 'fast-check';
import { playInterleaving } from '../test/rig/journey-model/play.ts';
import { interleaving } from '../test/rig/journey-model/steps.ts';
import { makeTemplate, openWorld, type World } from '../test/rig/journey-model/world.ts';
import { type SoakProgram, soakCases } from './soak-program.ts';

const most = 100_000;
/** A database of so many interleavings is let go for a fresh one. */
const perWorld = 500;

export const soak: SoakProgram = {
  says: `${most} random interleavings of the whole journey: no illegal state, no lost report, none on a wrong patient`,
  run: async (limits) => {
    const template = await makeTemplate();
    let world: World = await openWorld(template);
    let played = 0;
    let reports = 0;
    let tasks = 0;
    const wanted = { ...limits, cases: Math.min(limits.cases, most) };
    try {
      const { cases, findings, ...memory } = await soakCases(wanted, async (_draw, seed) => {
        played += 1;
        if (played % perWorld === 0) {
          await world.close();
          world = await openWorld(template);
        }
        const [plan] = fc.sample(interleaving, { seed, numRuns: 1 });
        if (plan === undefined) throw new Error('nothing was drawn');
        const done = await playInterleaving(world, plan);
        reports += done.adopted;
        tasks += done.tasks;
        return null;
      });
      return { cases, findings, figures: { reports, tasks, ...memory } };
    } finally {
      await world.close();
      template.remove();
    }
  },
};
