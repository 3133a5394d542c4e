/** The whole state machine on the real exchange: whatever happens in whatever order, nothing illegal and nothing lost. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskStates } from '#shared/journey.ts';
import { playInterleaving } from '../rig/journey-model/play.ts';
import { interleaving } from '../rig/journey-model/steps.ts';
import { makeTemplate, openWorld, type Template, type World } from '../rig/journey-model/world.ts';

/** As many as half a minute allows, up to this; `npm run soak -- journey-model` plays 100,000. */
const interleavings = 1_500;
const longestMs = 32_000;
/** Reached too, but once in dozens of interleavings. */
const rare: ReadonlySet<string> = new Set(['unchanged', 'withdrawn', 'retaken']);

describe('any interleaving of a township, two readers, two reviewers, cuts, kills and restarts', () => {
  let template: Template;
  let world: World;
  beforeAll(async () => {
    template = await makeTemplate();
    world = await openWorld(template);
  });
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
      { numRuns: interleavings, interruptAfterTimeLimit: longestMs, endOnFailure: false },
    );
    // The interleavings are not idle: reports are adopted, and the states of the journey are reached.
    expect(adopted).toBeGreaterThan(played / 4);
    const common = taskStates.filter((state) => !rare.has(state));
    expect([...reached]).toEqual(expect.arrayContaining(common));
  }, 240_000);
});
