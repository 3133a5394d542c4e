/** Calipers of a long recording stand on samples of the whole; the paper knows only the samples it was given. */
import type { CaliperSet } from '#shared/measure/ecg-caliper-set.ts';
import type { Caliper } from '#shared/measure/ecg-calipers.ts';
import { type CaliperText, caliperText } from '../calipers/caliper-text.ts';
import type { EcgWords } from '../words.ts';
import type { LoadedStretch } from './window-store.ts';

/** The same caliper `by` samples later. */
export function shiftCaliper(caliper: Caliper, by: number): Caliper {
  return caliper.kind === 'time'
    ? { ...caliper, fromSample: caliper.fromSample + by, toSample: caliper.toSample + by }
    : { ...caliper, atSample: caliper.atSample + by };
}

export function shiftSet(set: CaliperSet, by: number): CaliperSet {
  return { ...set, calipers: set.calipers.map((caliper) => shiftCaliper(caliper, by)) };
}

/** The samples a caliper stands on. */
export function samplesOf(caliper: Caliper): readonly number[] {
  return caliper.kind === 'time' ? [caliper.fromSample, caliper.toSample] : [caliper.atSample];
}

/** True when all of it stands within the stretch (samples of the recording). */
export function standsWithin(caliper: Caliper, { base, group }: LoadedStretch): boolean {
  return samplesOf(caliper).every((sample) => sample >= base && sample < base + group.sampleCount);
}

/** The numbers of calipers, kept from when their samples were here: scrolling on changes none of them. */
export function createCaliperTexts() {
  const kept = new Map<string, CaliperText>();
  return (stretch: LoadedStretch | null, caliper: Caliper, words: EcgWords): CaliperText => {
    const { id: _id, ...stands } = caliper;
    const key = JSON.stringify([words.viewer, stands]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (stretch === null) return { lead: caliper.leadName, time: '', rate: '', voltage: '…' };
    const text = caliperText(stretch.group, shiftCaliper(caliper, -stretch.base), words);
    if (stretch.whole && standsWithin(caliper, stretch)) kept.set(key, text);
    return text;
  };
}
