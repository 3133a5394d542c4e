/** Pacing spikes: marks some milliseconds wide that leave the trace and come straight back, in several leads at once. */
import { quantileOf } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';

export interface WorkingSpike {
  /** Working sample. */
  readonly at: number;
  /** Indices of the leads that show it. */
  readonly leads: readonly number[];
  readonly amplitudeMv: number;
}

const seconds = { narrow: 0.0035, around: 0.007, together: 0.005, apart: 0.012 };
const leastRate = 400;
/** A spike is back within `narrow`; of an R peak at most a third has gone by then. */
const backShare = 0.62;
/** Height of a spike, and how far it must stand out of the lead's own fine noise. */
const certain = { leastMv: 0.2, timesNoise: 9 };
const likely = { leastMv: 0.1, timesNoise: 6 };
/** So many spikes make a pacemaker. */
const leastPlain = 3;
/** Blanked around a spike, seconds: the electrode's discharge lasts a little longer. */
const blank = { before: 0.005, after: 0.009 };

/** Spikes in time order. A rate under 400 Hz cannot tell them from a narrow R: none are claimed there. */
export function findSpikes(signals: WorkingSignals): WorkingSpike[] {
  if (signals.rate < leastRate) return [];
  const plain = spikesOver(signals, certain);
  // Between two samples a spike loses much of its height: where a pacemaker is at work, lesser ones are its as well.
  return plain.length < leastPlain ? plain : spikesOver(signals, likely);
}

function spikesOver(signals: WorkingSignals, limits: typeof certain): WorkingSpike[] {
  const hits = signals.leads.flatMap(({ mv }, lead) =>
    spikesOfLead(mv, signals.rate, limits).map((hit) => ({ ...hit, lead })),
  );
  hits.sort((a, b) => a.at - b.at);
  const groups: Array<typeof hits> = [];
  for (const hit of hits) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && hit.at - first.at <= seconds.together * signals.rate) group.push(hit);
    else groups.push([hit]);
  }
  const needed = Math.max(1, Math.ceil(signals.leads.length / 4));
  return groups
    .map((group) => {
      const greatest = group.reduce((best, hit) => (hit.amplitude > best.amplitude ? hit : best));
      const leads = [...new Set(group.map(({ lead }) => lead))];
      return { at: greatest.at, leads, amplitudeMv: greatest.amplitude };
    })
    .filter(({ leads }) => leads.length >= needed);
}

interface Hit {
  readonly at: number;
  readonly amplitude: number;
}

function spikesOfLead(mv: Float32Array, rate: number, limits: typeof certain): Hit[] {
  const narrow = Math.max(1, Math.round(seconds.narrow * rate));
  const around = Math.max(narrow + 1, Math.round(seconds.around * rate));
  const least = Math.max(limits.leastMv, limits.timesNoise * fineNoise(mv));
  const hits: Hit[] = [];
  for (let i = around; i < mv.length - around; i++) {
    const here = mv[i] as number;
    const rise = here - (mv[i - narrow] as number);
    if (rise < least && rise > -least) continue;
    const fall = here - (mv[i + narrow] as number);
    if (rise * fall <= 0 || Math.abs(fall) < least) continue;
    // What a broad peak loses further out, a spike has lost already.
    const wide = Math.max(
      Math.abs(here - (mv[i - around] as number)),
      Math.abs(here - (mv[i + around] as number)),
    );
    const near = Math.min(Math.abs(rise), Math.abs(fall));
    if (near < backShare * wide || !levelBeside(mv, i, narrow, near)) continue;
    const last = hits.at(-1);
    if (last && i - last.at <= seconds.apart * rate) {
      if (near > last.amplitude) hits[hits.length - 1] = { at: i, amplitude: near };
    } else hits.push({ at: i, amplitude: near });
  }
  return hits;
}

/** Before and behind a spike the trace is level; on the flank or the top of a QRS it is not. */
function levelBeside(mv: Float32Array, at: number, narrow: number, height: number): boolean {
  const change = (one: number, other: number): number => Math.abs((mv[one] ?? 0) - (mv[other] ?? 0));
  const ahead = change(at - narrow, at - 3 * narrow);
  const behind = change(at + narrow, at + 3 * narrow);
  return ahead < 0.3 * height && behind < 0.6 * height;
}

/** Typical second difference: what the converter and the muscles do from sample to sample. */
function fineNoise(mv: Float32Array): number {
  const step = Math.max(1, Math.floor(mv.length / 1500));
  const bends = new Float64Array(Math.max(0, Math.ceil((mv.length - 2) / step)));
  for (let k = 0, i = 1; k < bends.length; k++, i += step) {
    bends[k] = Math.abs((mv[i + 1] as number) - 2 * (mv[i] as number) + (mv[i - 1] as number));
  }
  return (quantileOf(bends, 0.5) ?? 0) / 0.6745 / Math.sqrt(6);
}

/** The signals with each spike bridged by a straight line, so that it is neither a QRS nor its onset. */
export function withoutSpikes(signals: WorkingSignals, spikes: readonly WorkingSpike[]): WorkingSignals {
  if (spikes.length === 0) return signals;
  const leads = signals.leads.map(({ name, mv }) => {
    const bridged = mv.slice();
    for (const { at } of spikes) {
      const from = Math.max(0, at - Math.ceil(blank.before * signals.rate));
      const to = Math.min(mv.length - 1, at + Math.ceil(blank.after * signals.rate));
      const start = bridged[from] as number;
      const end = bridged[to] as number;
      for (let i = from + 1; i < to; i++) bridged[i] = start + ((end - start) * (i - from)) / (to - from);
    }
    return { name, mv: bridged };
  });
  return { ...signals, leads };
}
