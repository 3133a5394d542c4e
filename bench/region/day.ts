/** A region's day as data: which station sends what at which minute. Equal seeds give equal days. */
import { createRandom } from '../../practice/random.ts';

export interface SentExam {
  /** Which of the stations. */
  readonly station: number;
  /** ms since midnight of the region's day. */
  readonly at: number;
  readonly kind: 'ecg' | 'imaging';
  readonly objects: number;
  /** Of each object; real ones are larger, the exchange's work on them is the same. */
  readonly bytes: number;
  readonly emergency: boolean;
}

/** Four exams a station: clinics send one or two, hospitals of a township twenty. */
const examsPerStation = 4;
/** Shares of the day by hour: a morning and a smaller afternoon, as outpatients come. */
const hours = [
  0.3, 0.2, 0.2, 0.2, 0.2, 0.3, 0.8, 4, 11, 14, 13, 9, 4, 5, 9, 10, 8, 5, 2, 1.2, 1, 0.8, 0.6, 0.4,
];
export const busiestHour = hours.indexOf(Math.max(...hours));

/** How often each comes in a township's day, as in the practice region. */
const kinds = [
  ...Array.from({ length: 9 }, () => ({ kind: 'ecg', objects: 1, bytes: 60_000 }) as const),
  ...Array.from({ length: 5 }, () => ({ kind: 'imaging', objects: 2, bytes: 60_000 }) as const),
  ...Array.from({ length: 4 }, () => ({ kind: 'imaging', objects: 24, bytes: 12_000 }) as const),
  ...Array.from({ length: 2 }, () => ({ kind: 'imaging', objects: 4, bytes: 40_000 }) as const),
  { kind: 'imaging', objects: 60, bytes: 8_000 } as const,
];

export const hourMs = 3_600_000;

/** In the order of the day. */
export function drawDay(stations: number, seed: number): SentExam[] {
  const draw = createRandom(seed);
  const total = hours.reduce((sum, share) => sum + share, 0);
  const exams = hours.flatMap((share, hour) =>
    Array.from({ length: Math.round((share / total) * stations * examsPerStation) }, (): SentExam => {
      const { kind, objects, bytes } = draw.pick(kinds);
      return {
        station: draw.integer(0, stations - 1),
        at: hour * hourMs + draw.integer(0, hourMs - 1),
        kind,
        objects,
        bytes,
        emergency: draw.chance(1 / 12),
      };
    }),
  );
  return exams.sort((one, other) => one.at - other.at);
}
