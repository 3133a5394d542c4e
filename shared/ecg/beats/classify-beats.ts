/** Where each beat comes from: its shape against the leading shape, its width, its time, and spikes ahead of it. */
import type { BeatClass, BeatFiducials } from '../analysis.ts';
import { medianOf } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';
import type { SortedBeats } from './beat-shapes.ts';
import { pLikeness } from './p-likeness.ts';
import type { WorkingSpike } from './pacing-spikes.ts';

export interface ClassifyView {
  readonly sorted: SortedBeats;
  /** Global points of each beat, working samples. */
  readonly points: readonly BeatFiducials[];
  readonly spikes: readonly WorkingSpike[];
  readonly signals: WorkingSignals;
}

export interface ClassifiedBeats {
  readonly classes: readonly BeatClass[];
  /** Index of the shape that the heart's own rhythm has; null without beats. */
  readonly leadingShape: number | null;
  /** Share of the first beats with a P wave whose own, not averaged, P wave is that of the others; null of too few. */
  readonly alikeP: number | null;
}

/** Early: this much before the beat was due. */
const early = 0.85;
const wideMs = 120;
/** A beat that differs in shape and is this much wider than the usual one comes from a ventricle. */
const widerMs = 22;
/** A ventricle follows its pacing spike within this, and a spike may lie a little inside what is found as onset. */
const spikeSeconds = { before: 0.09, after: 0.03 };
/** P waves compared with their mean. */
const mostCompared = 60;
const leastCompared = 4;
/** Shares of RR intervals differing by more than this make timing useless (fibrillation). */
const irregular = 0.12;

/** Classes of the beats; `unknown` where too few beats or points are there to tell. */
export function classifyBeats({ sorted, points, spikes, signals }: ClassifyView): ClassifiedBeats {
  const { rate } = signals;
  const { anchors, shapeOf, shapes } = sorted;
  if (anchors.length === 0) return { classes: [], leadingShape: null, alikeP: null };
  const widths = shapes.map((shape) => shapeWidth(shape.beats, points, rate));
  const leading = leadingShape(sorted, widths);
  const paced = pacedBeats(sorted, points, spikes, rate);
  const usualPr = usualPrOf(points);
  const sameP = pLikeness({ sorted, points, signals, leading });
  const rr = anchors.map((anchor, i) => (i === 0 ? null : anchor - (anchors[i - 1] as number)));
  const timing = timingIsUseful(rr);
  const usualWidth = widths[leading] ?? 0;
  const classes = anchors.map((_, i): BeatClass => {
    if (paced.has(i)) return 'paced';
    const due = usualInterval(rr, i);
    const interval = rr[i];
    const isEarly = interval !== null && interval !== undefined && due !== null && interval < early * due;
    if (shapeOf[i] === leading) return isEarly && timing && !sameP(i) ? 'supraventricular' : 'normal';
    const width = widths[shapeOf[i] as number] ?? null;
    const wide =
      width !== null && (width >= wideMs || width > usualWidth + widerMs) && width > usualWidth + 8;
    const hasP = points[i]?.pPeak !== null && points[i]?.pPeak !== undefined;
    if (wide && (isEarly || !hasP)) return 'ventricular';
    if (isEarly && timing) return wide ? 'ventricular' : 'supraventricular';
    // On time and behind a P wave at the usual distance it is conducted, however it looks in one noisy lead.
    const conducted =
      usualPr !== null && prOf(points[i]) !== null && (prOf(points[i]) as number) > usualPr - 0.04 * rate;
    return wide && !conducted ? 'ventricular' : 'normal';
  });
  const withP = (shapes[leading]?.beats ?? [])
    .filter((beat) => points[beat]?.pPeak != null)
    .slice(0, mostCompared);
  const alikeP = withP.length < leastCompared ? null : withP.filter(sameP).length / withP.length;
  return { classes, leadingShape: leading, alikeP };
}

/** The commonest shape; of two nearly as common the narrower (bigeminy). */
function leadingShape({ shapes }: SortedBeats, widths: ReadonlyArray<number | null>): number {
  const most = Math.max(...shapes.map(({ beats }) => beats.length));
  let best = -1;
  shapes.forEach(({ beats }, at) => {
    if (beats.length < 0.4 * most || (beats.length < 3 && beats.length < most)) return;
    const narrower = (widths[at] ?? 999) < (widths[best] ?? 999) - 15;
    const commoner = beats.length > (shapes[best]?.beats.length ?? 0);
    const aboutAsWide = (widths[at] ?? 999) < (widths[best] ?? 999) + 15;
    if (best < 0 || narrower || (commoner && aboutAsWide)) best = at;
  });
  return Math.max(0, best);
}

function shapeWidth(beats: readonly number[], points: readonly BeatFiducials[], rate: number): number | null {
  const step = Math.max(1, Math.floor(beats.length / 50));
  const widths = beats.flatMap((beat, k) => {
    const { qrsOn = null, qrsOff = null } = (k % step === 0 ? points[beat] : undefined) ?? {};
    return qrsOn === null || qrsOff === null ? [] : [((qrsOff - qrsOn) * 1000) / rate];
  });
  return medianOf(widths);
}

/** Beats with a spike at their onset. A lone spike among many beats is an artefact. */
function pacedBeats(
  { anchors, shapes }: SortedBeats,
  points: readonly BeatFiducials[],
  spikes: readonly WorkingSpike[],
  rate: number,
): ReadonlySet<number> {
  const found = new Set<number>();
  let from = 0;
  anchors.forEach((anchor, i) => {
    const onset = points[i]?.qrsOn ?? anchor;
    while (from < spikes.length && (spikes[from] as WorkingSpike).at < onset - spikeSeconds.before * rate)
      from++;
    const spike = spikes[from];
    if (spike !== undefined && spike.at <= Math.min(anchor, onset + spikeSeconds.after * rate)) found.add(i);
  });
  if (found.size < 2 && anchors.length >= 3) return new Set();
  // A spike that falls between two samples is lost; beats of a shape that is mostly paced are paced too.
  for (const { beats } of shapes) {
    const withSpike = beats.filter((beat) => found.has(beat)).length;
    if (withSpike >= 2 && withSpike >= 0.5 * beats.length) for (const beat of beats) found.add(beat);
  }
  return found;
}

function prOf(points: BeatFiducials | undefined): number | null {
  const { pOn = null, qrsOn = null } = points ?? {};
  return pOn === null || qrsOn === null ? null : qrsOn - pOn;
}

function usualPrOf(points: readonly BeatFiducials[]): number | null {
  return medianOf(points.flatMap((beat) => prOf(beat) ?? []));
}

function usualInterval(rr: ReadonlyArray<number | null>, at: number): number | null {
  const near: number[] = [];
  for (let i = Math.max(1, at - 5); i <= Math.min(rr.length - 1, at + 5); i++) {
    const value = rr[i];
    if (i !== at && value !== null && value !== undefined) near.push(value);
  }
  return near.length < 2 ? null : medianOf(near);
}

function timingIsUseful(rr: ReadonlyArray<number | null>): boolean {
  const known = rr.filter((value) => value !== null);
  const middle = medianOf(known);
  if (middle === null || known.length < 4) return known.length >= 3;
  const changes = known.slice(1).map((value, i) => Math.abs(value - (known[i] as number)) / middle);
  return (medianOf(changes) ?? 0) < irregular;
}
