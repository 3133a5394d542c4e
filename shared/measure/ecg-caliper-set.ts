/** The calipers standing on a tracing and every move a person makes with them: create, step, switch leg, walk between, delete. */
import { leadNamed } from '../ecg/lead-presence.ts';
import type { WaveformGroup } from '../study/waveform.ts';
import type { Caliper, TimeCaliper, VoltageCaliper } from './ecg-calipers.ts';
import { lsbAt, nearestLsb } from './ecg-calipers.ts';

export type CaliperDraft = Omit<TimeCaliper, 'id'> | Omit<VoltageCaliper, 'id'>;

/** The part of a caliper that a step moves. */
export type CaliperLeg = 'from' | 'to' | 'both';

export interface CaliperSet {
  readonly calipers: readonly Caliper[];
  readonly selectedId: number | null;
  readonly leg: CaliperLeg;
  readonly nextId: number;
}

export const noCalipers: CaliperSet = { calipers: [], selectedId: null, leg: 'to', nextId: 1 };

/** The selected caliper, if any. */
export function selectedCaliper(set: CaliperSet): Caliper | undefined {
  return set.calipers.find((caliper) => caliper.id === set.selectedId);
}

/** Adds a caliper and selects its second leg. */
export function addCaliper(set: CaliperSet, draft: CaliperDraft): CaliperSet {
  const caliper: Caliper = { ...draft, id: set.nextId };
  return { calipers: [...set.calipers, caliper], selectedId: caliper.id, leg: 'to', nextId: set.nextId + 1 };
}

/** Puts a changed caliper in the place of the one with its id. */
export function replaceCaliper(set: CaliperSet, changed: Caliper): CaliperSet {
  const calipers = set.calipers.map((caliper) => (caliper.id === changed.id ? changed : caliper));
  return { ...set, calipers };
}

/** Selects a caliper and a leg, or nothing. */
export function selectCaliper(set: CaliperSet, id: number | null, leg: CaliperLeg = 'to'): CaliperSet {
  return { ...set, selectedId: id, leg };
}

/** The next or previous caliper selected; null past either end, so that the focus can move on. */
export function walkCalipers(set: CaliperSet, direction: 1 | -1): CaliperSet | null {
  const index = set.calipers.findIndex((caliper) => caliper.id === set.selectedId);
  const next = index < 0 ? (direction > 0 ? 0 : set.calipers.length - 1) : index + direction;
  const caliper = set.calipers[next];
  return caliper === undefined ? null : selectCaliper(set, caliper.id, set.leg);
}

/** Second leg, first leg, the whole caliper, in turn. */
export function switchLeg(set: CaliperSet): CaliperSet {
  return { ...set, leg: set.leg === 'to' ? 'from' : set.leg === 'from' ? 'both' : 'to' };
}

/** Marches the selected time caliper out, or takes the march away; nothing for a voltage caliper. */
export function toggleMarching(set: CaliperSet): CaliperSet {
  const selected = selectedCaliper(set);
  if (selected?.kind !== 'time') return set;
  return replaceCaliper(set, { ...selected, marching: selected.marching !== true });
}

/** Deletes the selected caliper and selects the one before it. */
export function removeSelected(set: CaliperSet): CaliperSet {
  const index = set.calipers.findIndex((caliper) => caliper.id === set.selectedId);
  if (index < 0) return set;
  const calipers = set.calipers.filter((caliper) => caliper.id !== set.selectedId);
  return { ...set, calipers, selectedId: calipers[Math.max(0, index - 1)]?.id ?? null };
}

/** Steps a caliper by whole samples and whole LSB, kept inside the recording; `both` keeps the distance. */
export function stepCaliper(
  group: WaveformGroup,
  caliper: Caliper,
  leg: CaliperLeg,
  step: { readonly samples: number; readonly levels: number },
): Caliper {
  const last = Math.max(0, group.sampleCount - 1);
  if (caliper.kind === 'voltage') {
    return {
      ...caliper,
      atSample: keepWithin(caliper.atSample + step.samples, last),
      fromLsb: caliper.fromLsb + (leg === 'to' ? 0 : step.levels),
      toLsb: caliper.toLsb + (leg === 'from' ? 0 : step.levels),
    };
  }
  if (leg === 'from') {
    return { ...caliper, fromSample: keepWithin(caliper.fromSample + step.samples, last) };
  }
  if (leg === 'to') return { ...caliper, toSample: keepWithin(caliper.toSample + step.samples, last) };
  const low = Math.min(caliper.fromSample, caliper.toSample);
  const high = Math.max(caliper.fromSample, caliper.toSample);
  const by = Math.min(Math.max(step.samples, -low), last - high);
  return { ...caliper, fromSample: caliper.fromSample + by, toSample: caliper.toSample + by };
}

/** The same caliper on another lead; a voltage caliper stands on that lead's signal with the same height in mV. */
export function carryToLead(group: WaveformGroup, caliper: Caliper, leadName: string): Caliper {
  const lead = leadNamed(group, leadName);
  const before = leadNamed(group, caliper.leadName);
  if (lead === undefined) return caliper;
  if (caliper.kind === 'time' || before === undefined) return { ...caliper, leadName };
  const heightMillivolts = ((caliper.toLsb - caliper.fromLsb) * before.microvoltsPerLsb) / 1000;
  const fromLsb = lsbAt(lead, caliper.atSample) ?? 0;
  const zero = nearestLsb(lead, 0);
  return { ...caliper, leadName, fromLsb, toLsb: fromLsb + nearestLsb(lead, heightMillivolts) - zero };
}

function keepWithin(sample: number, last: number): number {
  return Math.min(Math.max(0, sample), last);
}
