/**
 * A shift of a centre in minutes of computing: exams arrive, readers press 下一例 and read, and the exchange's own choice
 * (`pickTask`) deals them. One reader may play another game than the others; days are repeated from their seed, so that both
 * games are played on the same day.
 */
import {
  type AssignmentPolicy,
  assignmentPolicySchema,
  creditOf,
  pickTask,
} from '#shared/study/assignment.ts';
import type { Task } from '#shared/study/task.ts';
import { buildTask } from '../builders/task.ts';

export const shiftPolicy: AssignmentPolicy = assignmentPolicySchema.parse({
  weights: [
    { modality: 'CT', credit: 3 },
    { kind: 'ecg', credit: 0.5 },
  ],
});

/** What a reader who is free does about the tasks that wait: he has 下一例 deal him one out of those he asks for, or presses no key yet. */
export type Game = (waiting: readonly Task[], dealt: (among: readonly Task[]) => Task | null) => Task | null;

export const fairly: Game = (waiting, dealt) => dealt(waiting);

export interface Shift {
  readonly seed: number;
  readonly readers: number;
  readonly hours: number;
  /** Work that arrives, as a share of what the readers can do. */
  readonly load: number;
  /** The first reader's; all others play fairly. */
  readonly game: Game;
}

const secondsPerCredit = 60;
const stepMs = 5000;
/** Share of arrivals, minutes of the promise. */
const mix = [
  { kind: 'ecg', modality: 'ECG', share: 0.5, targetMs: 3 * 60_000 },
  { kind: 'imaging', modality: 'DX', share: 0.3, targetMs: 8 * 60_000 },
  { kind: 'imaging', modality: 'CT', share: 0.2, targetMs: 8 * 60_000 },
] as const;

/** Credit of the first reader, and of all together. */
export function playShift({ seed, readers, hours, load, game }: Shift): { own: number; all: number } {
  const arrivals = arrivalsOf(seed, hours, load * readers);
  const credits = new Array<number>(readers).fill(0);
  const freeAt = new Array<number>(readers).fill(0);
  let waiting: Task[] = [];
  let next = 0;
  for (let now = 0; now < hours * 3_600_000; now += stepMs) {
    for (; (arrivals[next]?.order.placedAt ?? Infinity) <= now; next += 1)
      waiting.push(arrivals[next] as Task);
    // Whose turn it is first changes with every step.
    for (let turn = 0; turn < readers && waiting.length > 0; turn += 1) {
      const reader = (turn + now / stepMs) % readers;
      if ((freeAt[reader] ?? 0) > now) continue;
      const present = credits.map((credit, at) => ({ memberId: `${at}`, name: `${at}`, load: 0, credit }));
      const self = present[reader];
      if (self === undefined) continue;
      const dealt = (among: readonly Task[]) => pickTask(shiftPolicy, among, self, present);
      const task = (reader === 0 ? game : fairly)(waiting, dealt);
      if (task === null) continue;
      waiting = waiting.filter((one) => one !== task);
      const credit = creditOf(shiftPolicy, task);
      credits[reader] = (credits[reader] ?? 0) + credit;
      freeAt[reader] = now + credit * secondsPerCredit * 1000;
    }
  }
  return { own: credits[0] ?? 0, all: credits.reduce((sum, one) => sum + one, 0) };
}

function arrivalsOf(seed: number, hours: number, work: number): Task[] {
  const random = randomOf(seed);
  const meanCredit = mix.reduce((sum, one) => sum + one.share * creditOf(shiftPolicy, exam(one)), 0);
  const meanGapMs = (meanCredit * secondsPerCredit * 1000) / work;
  const tasks: Task[] = [];
  for (let at = 0; at < hours * 3_600_000; at += -Math.log(1 - random()) * meanGapMs) {
    const drawn = random();
    const one = mix[drawn < mix[0].share ? 0 : drawn < mix[0].share + mix[1].share ? 1 : 2];
    tasks.push({
      ...exam(one),
      seq: tasks.length,
      order: { ...exam(one).order, placedAt: at },
      clock: { ...exam(one).clock, deadline: at + one.targetMs },
    });
  }
  return tasks;
}

const exam = ({ kind, modality }: { kind: 'ecg' | 'imaging'; modality: string }): Task =>
  buildTask({ kind, modality, bodyPart: 'CHEST' });

/** mulberry32: small, seeded, good enough for arrivals. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
