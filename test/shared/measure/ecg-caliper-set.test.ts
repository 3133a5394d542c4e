/** Moving calipers by key: whole samples, whole LSB, never outside the recording. */
import { describe, expect, it } from 'vitest';
import {
  addCaliper,
  carryToLead,
  noCalipers,
  removeSelected,
  selectedCaliper,
  stepCaliper,
  switchLeg,
  walkCalipers,
} from '#shared/measure/ecg-caliper-set.ts';
import { type Caliper, readCaliper } from '#shared/measure/ecg-calipers.ts';
import { syntheticWaveform } from '../ecg/synthetic-waveform.ts';

const [group] = syntheticWaveform({
  change: (lead) => (lead.name === 'V1' ? { ...lead, microvoltsPerLsb: 5 } : lead),
}).groups;
if (group === undefined) throw new Error('no group');

const time: Caliper = { kind: 'time', id: 1, leadName: 'II', fromSample: 100, toSample: 300 };
const voltage: Caliper = { kind: 'voltage', id: 2, leadName: 'II', atSample: 0, fromLsb: 0, toLsb: 400 };

describe('steps', () => {
  it('one sample is 2 ms at 500 Hz', () => {
    const wider = stepCaliper(group, time, 'to', { samples: 1, levels: 0 });
    expect(readCaliper(group, wider).deltaMilliseconds).toBe(402);
    const narrower = stepCaliper(group, time, 'from', { samples: 1, levels: 0 });
    expect(readCaliper(group, narrower).deltaMilliseconds).toBe(398);
  });
  it('the whole caliper keeps its distance, also at the edge', () => {
    const moved = stepCaliper(group, time, 'both', { samples: -500, levels: 0 });
    expect(moved).toMatchObject({ fromSample: 0, toSample: 200 });
  });
  it('one level is one LSB', () => {
    const higher = stepCaliper(group, voltage, 'to', { samples: 0, levels: 1 });
    expect(readCaliper(group, higher).deltaMillivolts).toBe(1.0025);
  });
  it('keeps the height in mV when carried to a lead of another sensitivity', () => {
    const carried = carryToLead(group, voltage, 'V1');
    expect(carried.leadName).toBe('V1');
    expect(readCaliper(group, carried).deltaMillivolts).toBe(1);
    expect(carryToLead(group, voltage, 'V9')).toBe(voltage);
  });
});

describe('the set', () => {
  const one = addCaliper(noCalipers, { kind: 'time', leadName: 'I', fromSample: 0, toSample: 5 });
  const two = addCaliper(one, { kind: 'time', leadName: 'II', fromSample: 1, toSample: 9 });
  it('selects what is new, walks, and lets the focus go past the ends', () => {
    expect(selectedCaliper(two)?.leadName).toBe('II');
    expect(walkCalipers(two, 1)).toBeNull();
    const back = walkCalipers(two, -1);
    expect(back && selectedCaliper(back)?.leadName).toBe('I');
    expect(walkCalipers(noCalipers, 1)).toBeNull();
  });
  it('deletes the selected one and selects its neighbour; ids are never used again', () => {
    const left = removeSelected(two);
    expect(left.calipers.map((caliper) => caliper.id)).toEqual([1]);
    expect(left.selectedId).toBe(1);
    expect(addCaliper(left, { kind: 'time', leadName: 'I', fromSample: 0, toSample: 1 }).selectedId).toBe(3);
  });
  it('switches between end, start and the whole', () => {
    expect([one, switchLeg(one), switchLeg(switchLeg(one))].map((set) => set.leg)).toEqual([
      'to',
      'from',
      'both',
    ]);
  });
});
