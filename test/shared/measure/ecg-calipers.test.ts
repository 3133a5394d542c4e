/** Calipers are exact to one sample and one LSB, and never see the screen. */
import { describe, expect, it } from 'vitest';
import {
  lsbAt,
  millisecondsBetween,
  nearestLsb,
  nearestSample,
  ratePerMinute,
  readCaliper,
} from '#shared/measure/ecg-calipers.ts';
import { syntheticWaveform } from '../ecg/synthetic-waveform.ts';

describe('time', () => {
  it('counts samples, either way round', () => {
    expect(millisecondsBetween(100, 306, 500)).toBe(412);
    expect(millisecondsBetween(306, 100, 500)).toBe(412);
    expect(millisecondsBetween(0, 1, 1000)).toBe(1);
  });
  it('gives the rate of an interval', () => {
    expect(ratePerMinute(800)).toBe(75);
    expect(ratePerMinute(0)).toBeNull();
  });
  it('snaps to the nearest sample inside the recording', () => {
    expect(nearestSample(1.0009, 500, 5000)).toBe(500);
    expect(nearestSample(1.0011, 500, 5000)).toBe(501);
    expect(nearestSample(-3, 500, 5000)).toBe(0);
    expect(nearestSample(30, 500, 5000)).toBe(4999);
  });
});

describe('voltage', () => {
  const waveform = syntheticWaveform({
    microvoltsPerLsb: 1.25,
    change: (lead) => ({ ...lead, baselineMicrovolts: 300, missing: lead.name === 'V1' ? [[0, 50]] : [] }),
  });
  const group = waveform.groups[0];
  if (group === undefined) throw new Error('no group');
  const lead = group.leads.find((each) => each.name === 'V5');
  if (lead === undefined) throw new Error('no V5');

  it('is exact to one LSB; the baseline cancels out', () => {
    const reading = readCaliper(group, {
      kind: 'voltage',
      id: 1,
      leadName: 'V5',
      atSample: 10,
      fromLsb: -3,
      toLsb: 1567,
    });
    expect(reading).toEqual({
      leadName: 'V5',
      deltaMilliseconds: null,
      ratePerMinute: null,
      deltaMillivolts: 1.9625,
    });
  });
  it('finds the stored value nearest to a level', () => {
    expect(nearestLsb(lead, 0.3)).toBe(0);
    expect(nearestLsb(lead, 0.3 + 0.00125 * 7 + 0.0006)).toBe(7);
    expect(nearestLsb(lead, 0.3 + 0.00125 * 7 + 0.0007)).toBe(8);
  });
  it('reads the amplitude between the two samples of a time caliper', () => {
    const [from, to] = [0, 180];
    const expected = (((lead.samples[to] ?? 0) - (lead.samples[from] ?? 0)) * 1.25) / 1000;
    const reading = readCaliper(group, {
      kind: 'time',
      id: 1,
      leadName: 'V5',
      fromSample: from,
      toSample: to,
    });
    expect(reading.deltaMilliseconds).toBe(360);
    expect(reading.ratePerMinute).toBeCloseTo(166.667, 3);
    expect(reading.deltaMillivolts).toBe(expected);
  });
  it('gives no amplitude on padding or on a lead that is not there', () => {
    const caliper = { kind: 'time', id: 1, fromSample: 10, toSample: 180 } as const;
    expect(readCaliper(group, { ...caliper, leadName: 'V1' }).deltaMillivolts).toBeNull();
    expect(readCaliper(group, { ...caliper, leadName: 'V9' }).deltaMillivolts).toBeNull();
    expect(readCaliper(group, { ...caliper, leadName: 'V1' }).deltaMilliseconds).toBe(340);
    const v1 = group.leads.find((each) => each.name === 'V1');
    expect(v1 && lsbAt(v1, 49)).toBeNull();
    expect(v1 && lsbAt(v1, 50)).toBe(0);
  });
});
