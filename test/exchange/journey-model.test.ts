/** The whole state machine on the real exchange: whatever happens in whatever order, nothing illegal and nothing lost. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskStates } from '#shared/journey.ts';
import { amendmentWaits, playInterleaving } from '../rig/journey-model/play.ts';
import { interleaving } from '../rig/journey-model/steps.ts';
import { makeTemplate, openWorld, type Template, type World } from '../rig/journey-model/world.ts';

/** The same ones every time, so that what fails once fails again; `npm run soak -- journey-model` plays 100,000 others. */
const interleavings = 200;
const seed = 20_261_129;
/** Reached too, but once in dozens or hundreds of interleavings. */
const rare: ReadonlySet<string> = new Set(['preliminary', 'unchanged', 'withdrawn', 'retaken']);

describe('any interleaving of a township, two readers, two reviewers, cuts, kills and restarts', () => {
  let template: Template;
  let world: World;
  beforeAll(async () => {
    template = await makeTemplate();
    world = await openWorld(template);
  }, 120_000);
  afterAll(async () => {
    await world.close();
    template.remove();
  });

  it('makes no illegal state, loses no report, reports on no wrong patient, and the audit tells it all', async () => {
    const reached = new Set<string>();
    let played = 0;
    let adopted = 0;
    await fc.assert(
      fc.asyncProperty(interleaving, async (plan) => {
        const done = await playInterleaving(world, plan);
        for (const state of done.states) reached.add(state);
        played += 1;
        adopted += done.adopted;
      }),
      { numRuns: interleavings, seed, endOnFailure: false },
    );
    // The interleavings are not idle: reports are adopted, and the states of the journey are reached.
    expect(adopted).toBeGreaterThan(played / 4);
    const common = taskStates.filter((state) => !rare.has(state));
    expect([...reached]).toEqual(expect.arrayContaining([...common, amendmentWaits]));
  }, 240_000);
});
