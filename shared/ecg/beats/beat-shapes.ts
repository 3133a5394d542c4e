/** Sorts beats by the shape of their QRS over all leads and lays beats of one shape exactly over each other. */
import type { WorkingLead, WorkingSignals } from '../signal/working-signals.ts';

export interface BeatShape {
  /** Indices of its beats, rising. */
  readonly beats: number[];
  /** Leads one after another, at `stepOf(rate)`. */
  readonly mean: Float64Array;
}

export interface SortedBeats {
  /** Working sample of each beat, moved so that beats of one shape agree. */
  readonly anchors: number[];
  /** Index of the shape of each beat. */
  readonly shapeOf: number[];
  readonly shapes: readonly BeatShape[];
}

const fromSeconds = -0.09;
const toSeconds = 0.13;
const alike = 0.9;
/** From here on a better shift is looked for only close by. */
const surelyAlike = 0.95;
const mostShapes = 24;
const shiftSeconds = 0.03;
/** More leads than this only cost time in long recordings. */
const mostLeadsLong = 3;
const longBeats = 2000;

/** Correlation clustering, as in Lagerholm and others (IEEE Trans. Biomed. Eng. 47, 2000) but with means as templates. */
export function sortBeats(signals: WorkingSignals, anchors: readonly number[]): SortedBeats {
  const leads = anchors.length > longBeats ? signals.leads.slice(0, mostLeadsLong) : signals.leads;
  const view = new BeatView(leads, signals.rate);
  const shapes: BeatShape[] = [];
  const moved: number[] = [];
  const shapeOf: number[] = [];
  anchors.forEach((anchor, index) => {
    let [best, bestShift, bestAlike] = [-1, 0, 0];
    shapes.forEach((shape, at) => {
      const fit = view.fit(shape.mean, anchor);
      if (fit.alike > bestAlike) [best, bestShift, bestAlike] = [at, fit.shift, fit.alike];
    });
    if (bestAlike < alike && shapes.length < mostShapes) {
      best = shapes.length;
      bestShift = 0;
      shapes.push({ beats: [], mean: view.at(anchor).slice() });
    }
    const place = anchor + bestShift;
    const shape = shapes[best] as BeatShape;
    shape.beats.push(index);
    if (bestAlike >= alike) view.mix(shape.mean, place, Math.max(1 / shape.beats.length, 0.03));
    moved.push(place);
    shapeOf.push(best);
  });
  return { anchors: moved, shapeOf, shapes };
}

class BeatView {
  private readonly leads: readonly WorkingLead[];
  private readonly offsets: readonly number[];
  private readonly window: Float64Array;
  private readonly most: number;
  private readonly coarse: number;

  constructor(leads: readonly WorkingLead[], rate: number) {
    this.leads = leads;
    const step = Math.max(1, Math.round(rate / 125));
    const from = Math.round(fromSeconds * rate);
    const to = Math.round(toSeconds * rate);
    const offsets: number[] = [];
    for (let at = from; at <= to; at += step) offsets.push(at);
    this.offsets = offsets;
    this.window = new Float64Array(offsets.length * leads.length);
    this.most = Math.round(shiftSeconds * rate);
    this.coarse = step;
  }

  /** The beat's own window, each lead without its mean. Overwritten by the next call. */
  at(anchor: number): Float64Array {
    const { leads, offsets, window } = this;
    const size = offsets.length;
    for (let l = 0, to = 0; l < leads.length; l++, to += size) {
      const { mv } = leads[l] as WorkingLead;
      const last = mv.length - 1;
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const place = anchor + (offsets[k] as number);
        const value = mv[place < 0 ? 0 : place > last ? last : place] as number;
        window[to + k] = value;
        sum += value;
      }
      const mean = sum / size;
      for (let k = 0; k < size; k++) window[to + k] = (window[to + k] as number) - mean;
    }
    return window;
  }

  /** How alike a beat and a mean are at the best shift: correlation, 0 where their sizes differ twofold. */
  fit(mean: Float64Array, anchor: number): { readonly alike: number; readonly shift: number } {
    let alike = this.correlate(mean, anchor);
    let shift = 0;
    const consider = (at: number): boolean => {
      if (Math.abs(at) > this.most) return false;
      const found = this.correlate(mean, anchor + at);
      if (found <= alike) return false;
      [alike, shift] = [found, at];
      return true;
    };
    if (alike < 0.3) return { alike, shift };
    // Alike already: the best shift is near. Else a beat may lie on another of its own peaks.
    if (alike < surelyAlike)
      for (let at = this.coarse; at <= this.most; at += this.coarse) consider(at) || consider(-at);
    for (let step = this.coarse; step >= 1; step >>= 1) {
      while (consider(shift + step));
      while (consider(shift - step));
    }
    return { alike, shift };
  }

  mix(mean: Float64Array, anchor: number, share: number): void {
    const window = this.at(anchor);
    for (let i = 0; i < mean.length; i++) {
      mean[i] = (mean[i] as number) + share * ((window[i] as number) - (mean[i] as number));
    }
  }

  private correlate(mean: Float64Array, anchor: number): number {
    const window = this.at(anchor);
    let [xx, xy, yy] = [0, 0, 0];
    for (let i = 0; i < mean.length; i++) {
      const x = mean[i] as number;
      const y = window[i] as number;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    if (xx === 0 || yy === 0) return 0;
    const ratio = yy / xx;
    return ratio > 4 || ratio < 0.25 ? 0 : xy / Math.sqrt(xx * yy);
  }
}
