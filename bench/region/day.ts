/** A region's day as data: which station sends what at which minute. Equal seeds give equal days. */
import { drawFrom } from '../../soak/soak-program.ts';

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
  const draw = drawFrom(seed);
  const total = hours.reduce((sum, share) => sum + share, 0);
  const exams = hours.flatMap((share, hour) =>
    Array.from({ length: Math.round((share / total) * stations * examsPerStation) }, (): SentExam => {
      const kind = kinds[draw.below(kinds.length)] ?? kinds[0];
      return {
        station: draw.below(stations),
        at: hour * hourMs + draw.below(hourMs),
        kind: kind?.kind ?? 'ecg',
        objects: kind?.objects ?? 1,
        bytes: kind?.bytes ?? 1,
        emergency: draw.below(12) === 0,
      };
    }),
  );
  return exams.sort((one, other) => one.at - other.at);
}
