/** A heart written beat by beat: P waves, QRS complexes and T waves at given moments, seen by twelve leads. */
import type { Waveform, WaveformLead } from '#shared/study/waveform.ts';
import { standardLeads } from '#shared/study/waveform.ts';

export interface WrittenHeart {
  readonly seconds: number;
  /** Middles of P waves, R peaks, s. */
  readonly p?: readonly number[];
  readonly r?: readonly number[];
  /** R peaks of wide beats, s. */
  readonly wide?: readonly number[];
  /** A slurred rise ahead of each R. */
  readonly delta?: boolean;
  /** ST level from J on, mV by lead. */
  readonly stMv?: Readonly<Record<string, number>>;
  /** Added to each lead (mV) at a moment (s). */
  readonly more?: (lead: string, at: number) => number;
  readonly change?: (leads: Record<string, Float64Array>) => Record<string, Float64Array>;
}

export const writtenHz = 500;
/** Height of P, R, S and T in each lead, mV. */
const heights: Readonly<Record<string, readonly [p: number, r: number, s: number, t: number]>> = {
  I: [0.08, 0.7, -0.1, 0.22],
  II: [0.14, 1.1, -0.15, 0.3],
  V1: [0.06, 0.25, -1.0, -0.1],
  V2: [0.07, 0.5, -1.3, 0.35],
  V3: [0.07, 0.8, -0.8, 0.4],
  V4: [0.07, 1.3, -0.5, 0.4],
  V5: [0.08, 1.4, -0.25, 0.35],
  V6: [0.08, 1.1, -0.1, 0.25],
};
const bump = (t: number, width: number): number =>
  Math.abs(t) > 5 * width ? 0 : Math.exp(-0.5 * (t / width) ** 2);
const step = (t: number, width: number): number => 1 / (1 + Math.exp(-t / width));

export function writtenHeart(heart: WrittenHeart): Waveform {
  const count = heart.seconds * writtenHz;
  const seen: Record<string, Float64Array> = {};
  const { p = [], r = [], wide = [] } = heart;
  for (const [name, [hp, hr, hs, ht]] of Object.entries(heights)) {
    const mv = new Float64Array(count);
    const add = (from: number, to: number, value: (t: number) => number): void => {
      const last = Math.min(count - 1, Math.round(to * writtenHz));
      for (let i = Math.max(0, Math.round(from * writtenHz)); i <= last; i++)
        mv[i] = (mv[i] as number) + value(i / writtenHz);
    };
    for (const at of p) add(at - 0.1, at + 0.1, (t) => hp * bump(t - at, 0.022));
    for (const at of r) {
      add(at - 0.1, at + 0.1, (t) => hr * bump(t - at, 0.011) + hs * bump(t - at - 0.028, 0.009));
      if (heart.delta === true)
        add(at - 0.12, at + 0.05, (t) => 0.25 * hr * step(t - at + 0.05, 0.006) * step(at - t, 0.004));
      add(at + 0.1, at + 0.5, (t) => ht * bump(t - at - 0.27, 0.045));
    }
    for (const at of wide) {
      add(at - 0.2, at + 0.2, (t) => 1.3 * hr * bump(t - at, 0.032) + hs * bump(t - at - 0.06, 0.02));
      add(at + 0.1, at + 0.5, (t) => -1.2 * ht * bump(t - at - 0.26, 0.05));
    }
    seen[name] = mv;
  }
  const derive = (f: (one: number, two: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => f(seen.I?.[i] ?? 0, seen.II?.[i] ?? 0));
  let all: Record<string, Float64Array> = {
    ...seen,
    III: derive((one, two) => two - one),
    aVR: derive((one, two) => -(one + two) / 2),
    aVL: derive((one, two) => one - two / 2),
    aVF: derive((one, two) => two - one / 2),
  };
  let state = 1;
  for (const name of standardLeads) {
    const mv = all[name] as Float64Array;
    const st = heart.stMv?.[name] ?? 0;
    for (let i = 0; i < count; i++) {
      const t = i / writtenHz;
      let raised = 0;
      if (st !== 0) for (const at of r) raised += st * step(t - at - 0.03, 0.002) * step(at + 0.3 - t, 0.015);
      state = (state * 1103515245 + 12345) % 2147483648;
      mv[i] = (mv[i] as number) + raised + (heart.more?.(name, t) ?? 0) + 0.006 * (state / 1073741824 - 1);
    }
  }
  all = heart.change?.(all) ?? all;
  return {
    groups: [
      {
        label: 'RHYTHM',
        samplingHz: writtenHz,
        sampleCount: count,
        leads: standardLeads.map(
          (name): WaveformLead => ({
            name,
            samples: Int32Array.from(all[name] ?? new Float64Array(count), (mv) => Math.round(mv * 1000)),
            microvoltsPerLsb: 1,
            baselineMicrovolts: 0,
            missing: [],
            filterLowHz: null,
            filterHighHz: null,
            notchHz: null,
          }),
        ),
      },
    ],
    statements: [],
    measurements: [],
    acquiredAt: null,
  };
}

/** Moments from `from` on, `every` s apart, before `to`. */
export function everySeconds(every: number, from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / every)) }, (_, i) => from + i * every);
}
