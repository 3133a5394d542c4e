/** Every P wave of a recording, also those that no QRS follows: what looks like the P waves that were delineated. */
import type { BeatFiducials } from '../analysis.ts';
import { medianOf } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';

export interface PView {
  readonly signals: WorkingSignals;
  /** Global points of the beats, working samples. */
  readonly points: readonly BeatFiducials[];
  /** Index of the shape of each beat. */
  readonly shapeOf: readonly number[];
}

const half = 0.07;
const examinedSeconds = 30;
const alike = 0.8;
const apart = 0.24;
/** A P wave found again within this is the one that was delineated. */
const same = 0.05;
const size = { least: 0.55, most: 1.8 };
const leastBeats = 3;

/** So many places are tried as the pattern where the beats' own P waves are too few (they average away when dissociated). */
const mostSeeds = 10;

/** Working samples of P peaks, rising, in the first 30 s; none where nothing repeats itself. */
export function findPWaves({ signals, points, shapeOf }: PView): number[] {
  const { rate, leads } = signals;
  const count = Math.min(signals.count, Math.round(examinedSeconds * rate));
  const reach = Math.round(half * rate);
  const step = Math.max(1, Math.round(rate / 125));
  const offsets: number[] = [];
  for (let at = -reach; at <= reach; at += step) offsets.push(at);
  if (leads.length === 0 || count < 4 * reach) return [];
  const view: RestView = {
    rest: withoutQrst({ signals, points, shapeOf }, count),
    offsets,
    reach,
    step,
    count,
    rate,
  };
  const known = points.flatMap(({ pPeak }) => pPeak ?? []).filter((at) => at >= reach && at + reach < count);
  let best = known.length >= leastBeats ? matches(view, known) : [];
  // A mean of P waves that lie elsewhere in each beat (dissociated) comes again nowhere.
  const where = (at: number): boolean => best.some((one) => Math.abs(one - at) < same * rate);
  if (known.length >= leastBeats && known.filter(where).length > 0.5 * known.length) return best;
  for (const seed of seeds(view, points)) {
    const found = matches(view, [seed]);
    if (found.length > best.length) best = found;
  }
  return best.length < leastBeats ? [] : matches(view, best);
}

interface RestView {
  readonly rest: readonly Float32Array[];
  readonly offsets: readonly number[];
  readonly reach: number;
  readonly step: number;
  readonly count: number;
  readonly rate: number;
}

/** Where the mean of the windows around `known` comes again. */
function matches({ rest, offsets, reach, step, count, rate }: RestView, known: readonly number[]): number[] {
  const shape = new Float64Array(offsets.length * rest.length);
  const window = new Float64Array(shape.length);
  for (const at of known) {
    read(rest, offsets, at, window);
    for (let i = 0; i < shape.length; i++) {
      shape[i] = (shape[i] as number) + (window[i] as number) / known.length;
    }
  }
  let power = 0;
  for (const value of shape) power += value * value;
  if (power === 0) return [];
  const found: Array<{ at: number; fit: number }> = [];
  for (let at = reach; at < count - reach; at += step) {
    read(rest, offsets, at, window);
    let [xy, yy] = [0, 0];
    for (let i = 0; i < shape.length; i++) {
      const value = window[i] as number;
      xy += (shape[i] as number) * value;
      yy += value * value;
    }
    const gain = xy / power;
    const fit = yy === 0 ? 0 : xy / Math.sqrt(power * yy);
    if (fit < alike || gain < size.least || gain > size.most) continue;
    const last = found.at(-1);
    if (last === undefined || at - last.at > apart * rate) found.push({ at, fit });
    else if (fit > last.fit) found[found.length - 1] = { at, fit };
  }
  return found.map(({ at }) => at);
}

/** The strongest places outside the QRS complexes and what follows them closely. */
function seeds(
  { rest, offsets, reach, step, count, rate }: RestView,
  points: readonly BeatFiducials[],
): number[] {
  const window = new Float64Array(offsets.length * rest.length);
  const places: Array<{ at: number; power: number }> = [];
  const margin = Math.round(0.06 * rate);
  const free = new Uint8Array(count).fill(1);
  for (const { qrsOn, qrsOff, tOff } of points) {
    if (qrsOn !== null && qrsOff !== null)
      free.fill(0, Math.max(0, qrsOn - margin), Math.min(count, tOff ?? qrsOff + margin));
  }
  for (let at = reach; at < count - reach; at += step) {
    if (free[at] === 0 || free[at - reach] === 0) continue;
    read(rest, offsets, at, window);
    let power = 0;
    for (const value of window) power += value * value;
    const last = places.at(-1);
    if (last === undefined || at - last.at > apart * rate) places.push({ at, power });
    else if (power > last.power) places[places.length - 1] = { at, power };
  }
  return places
    .sort((a, b) => b.power - a.power)
    .slice(0, mostSeeds)
    .map(({ at }) => at);
}

/** Window of each lead around `at`, less its mean. */
function read(
  leads: readonly Float32Array[],
  offsets: readonly number[],
  at: number,
  out: Float64Array,
): void {
  const size = offsets.length;
  for (let l = 0, from = 0; l < leads.length; l++, from += size) {
    const mv = leads[l] as Float32Array;
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const value = mv[at + (offsets[k] as number)] as number;
      out[from + k] = value;
      sum += value;
    }
    const mean = sum / size;
    for (let k = 0; k < size; k++) out[from + k] = (out[from + k] as number) - mean;
  }
}

/** Leads less the mean QRS-T of each shape of beat, so that a P wave under a T wave stands free. */
function withoutQrst({ signals, points, shapeOf }: PView, count: number): Float32Array[] {
  const { leads, rate } = signals;
  const beats = points.flatMap(({ qrsOn, tOff }, i) =>
    qrsOn === null || qrsOn >= count
      ? []
      : [{ on: qrsOn, length: tOff === null ? 0 : tOff - qrsOn, shape: shapeOf[i] as number }],
  );
  const lengths = beats.flatMap((beat) => (beat.length > 0 ? [beat.length] : []));
  const length = Math.round(medianOf(lengths) ?? 0.4 * rate) + Math.round(0.03 * rate);
  const shapes = Map.groupBy(beats, ({ shape }) => shape);
  return leads.map(({ mv }) => {
    const rest = mv.slice(0, count);
    for (const alike of shapes.values()) {
      const onsets = alike.map(({ on }) => on);
      const mean = meanQrst(
        mv,
        onsets.filter((on) => on + length < count),
        length,
      );
      for (const on of onsets) {
        for (let k = 0; k < length && on + k < count; k++) {
          rest[on + k] = (rest[on + k] as number) - (mean[k] as number);
        }
      }
    }
    return rest;
  });
}

function meanQrst(mv: Float32Array, onsets: readonly number[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const on of onsets) {
    const start = mv[on] as number;
    const tilt = ((mv[on + length] as number) - start) / length;
    for (let k = 0; k < length; k++) {
      mean[k] = (mean[k] as number) + ((mv[on + k] as number) - start - tilt * k) / onsets.length;
    }
  }
  return mean;
}
