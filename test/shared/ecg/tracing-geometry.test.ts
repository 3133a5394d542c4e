/** The tracing is to scale: 1 mV is 10 mm and 1 s is 25 mm, on screen and in the PDF. */
import { describe, expect, it } from 'vitest';
import { leadPresence } from '#shared/ecg/lead-presence.ts';
import { leadsLeftOut } from '#shared/ecg/leads-of-page.ts';
import { layoutTracing } from '#shared/ecg/trace-polyline.ts';
import { type PaperGain, type PaperSpeed, tracingLayouts } from '#shared/ecg/tracing.ts';
import { arrangeCells } from '#shared/ecg/tracing-cells.ts';
import { secondsThatFit } from '#shared/ecg/tracing-geometry.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { syntheticWaveform } from './synthetic-waveform.ts';

const page = { widthMm: 270, heightMm: 160, speed: 25, gain: 10 } as const;

function lead(tracing: ReturnType<typeof layoutTracing>, name: string, rhythm = false) {
  const found = tracing.leads.find((each) => each.name === name && each.rhythm === rhythm);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function groupOf(waveform: Waveform) {
  const group = waveform.groups[0];
  if (group === undefined) throw new Error('no group');
  return group;
}

describe('scale', () => {
  for (const [speed, gain] of [
    [25, 10],
    [12.5, 5],
    [50, 20],
    [25, 2.5],
  ] as ReadonlyArray<[PaperSpeed, PaperGain]>) {
    it(`${speed} mm/s and ${gain} mm/mV`, () => {
      const waveform = syntheticWaveform({
        microvoltsPerLsb: 1,
        change: (each) => ({ ...each, samples: each.samples.map((_, i) => (i === 500 ? 1000 : 0)) }),
      });
      const tracing = layoutTracing({ ...page, widthMm: 600, speed, gain, waveform, layout: '12x1' });
      const line = lead(tracing, 'V3').polylinesMm[0] ?? new Float64Array();
      expect(line.length).toBe(5000 * 2);
      expect((line[2 * 500] ?? 0) - (line[0] ?? 0)).toBeCloseTo(speed, 9);
      expect((line[1] ?? 0) - (line[2 * 500 + 1] ?? 0)).toBeCloseTo(gain, 9);
      const pulse = tracing.calibrationPulseMm[0] ?? new Float64Array();
      expect((pulse[1] ?? 0) - (pulse[5] ?? 0)).toBeCloseTo(gain, 9);
      expect((pulse[6] ?? 0) - (pulse[4] ?? 0)).toBeCloseTo(speed / 5, 9);
    });
  }
  it('adds the channel baseline, and shifts only a lead far off its row', () => {
    const at = (microvolts: number): number => {
      const waveform = syntheticWaveform({ change: (each) => ({ ...each, baselineMicrovolts: microvolts }) });
      const traced = lead(layoutTracing({ ...page, waveform, layout: '12x1' }), 'II');
      return traced.baselineMm - (traced.polylinesMm[0]?.[1] ?? 0);
    };
    expect(at(0)).toBeCloseTo(0, 9);
    expect(at(400)).toBeCloseTo(4, 9);
    expect(Math.abs(at(6000))).toBeLessThan(0.5);
  });
});

describe('columns', () => {
  const waveform = syntheticWaveform();
  const plan = { layout: '3x4+1R', rhythmLead: 'II', startSeconds: 0, secondsShown: 10 } as const;
  it('continuous: column k shows [2.5k, 2.5k + 2.5)', () => {
    const { cells, rows } = arrangeCells(groupOf(waveform), { ...plan, mode: 'continuous' });
    expect(rows).toBe(4);
    expect(cells.find((cell) => cell.leadName === 'V5')).toMatchObject({
      row: 1,
      column: 3,
      fromSeconds: 7.5,
      toSeconds: 10,
    });
    expect(cells.at(-1)).toMatchObject({
      leadName: 'II',
      rhythm: true,
      row: 3,
      fromSeconds: 0,
      toSeconds: 10,
    });
  });
  it('simultaneous: every column shows [0, 2.5)', () => {
    const { cells } = arrangeCells(groupOf(waveform), { ...plan, mode: 'simultaneous' });
    expect(new Set(cells.filter((cell) => !cell.rhythm).map((cell) => cell.toSeconds))).toEqual(
      new Set([2.5]),
    );
  });
  it('no sample is drawn twice or left out between columns', () => {
    for (const samplingHz of [500, 250, 1000, 498, 333]) {
      const odd = syntheticWaveform({ samplingHz });
      const tracing = layoutTracing({ ...page, waveform: odd, layout: '6x2' });
      const drawn =
        (lead(tracing, 'I').polylinesMm[0]?.length ?? 0) + (lead(tracing, 'V1').polylinesMm[0]?.length ?? 0);
      expect(drawn / 2).toBe(groupOf(odd).sampleCount);
    }
  });
  it('every layout keeps its leads on the page', () => {
    for (const layout of tracingLayouts) {
      const tracing = layoutTracing({ ...page, waveform, layout });
      for (const traced of tracing.leads) {
        expect(traced.rightMm).toBeLessThanOrEqual(page.widthMm);
        expect(traced.polylinesMm[0]?.length ?? 0).toBeGreaterThan(0);
      }
    }
  });
});

describe('paper too narrow, recording too short', () => {
  it('shows fewer seconds, never another scale', () => {
    const tracing = layoutTracing({ ...page, widthMm: 190, waveform: syntheticWaveform(), layout: '3x4+1R' });
    expect(tracing.secondsShown).toBeCloseTo(secondsThatFit(25, 190), 9);
    expect(tracing.secondsShown).toBeCloseTo(7, 9);
    const line = lead(tracing, 'II', true).polylinesMm[0] ?? new Float64Array();
    expect((line[1000] ?? 0) - (line[0] ?? 0)).toBeCloseTo(25, 9);
  });
  it('an empty recording has twelve absent leads', () => {
    const empty: Waveform = { groups: [], statements: [], measurements: [], acquiredAt: null };
    const tracing = layoutTracing({ ...page, waveform: empty, layout: '12x1' });
    expect(tracing.leads.map((each) => each.presence)).toEqual(Array(12).fill('absent'));
  });
});

describe('what is missing is named', () => {
  const waveform = syntheticWaveform({
    leads: ['I', 'II', 'III', 'aVR', 'aVL', 'V1', 'V2', 'V3', 'V4', 'V5', 'V7'],
    change: (each) =>
      each.name === 'V2'
        ? { ...each, missing: [[0, 5000]] }
        : each.name === 'V3'
          ? { ...each, missing: [[100, 200]] }
          : each.name === 'V4'
            ? { ...each, samples: new Int32Array(5000) }
            : each,
  });
  const group = groupOf(waveform);
  const presence = (name: string) =>
    leadPresence(
      group.leads.find((each) => each.name === name),
      0,
      5000,
    );
  it('absent, detached, partly missing, flat, present', () => {
    expect(['aVF', 'V2', 'V3', 'V4', 'V5'].map(presence)).toEqual([
      'absent',
      'detached',
      'partly-missing',
      'flat',
      'present',
    ]);
  });
  it('padding is a gap in the trace', () => {
    const traced = lead(layoutTracing({ ...page, waveform, layout: '12x1' }), 'V3');
    expect(traced.polylinesMm.map((line) => line.length / 2)).toEqual([100, 4800]);
  });
  it('a padding value that the signal passes through tears nothing; a spike of padding does', () => {
    const ramp = (padding: number) =>
      syntheticWaveform({
        leads: ['II'],
        change: (each) => ({
          ...each,
          samples: Int32Array.from({ length: 5000 }, (_, i) => (i === 50 ? padding : i - 50)),
          missing: [[50, 51]],
        }),
      });
    const pieces = (padding: number) =>
      lead(layoutTracing({ ...page, waveform: ramp(padding), layout: '12x1' }), 'II').polylinesMm.length;
    expect(pieces(0)).toBe(1);
    expect(pieces(-32768)).toBe(2);
  });
  it('leads outside the twelve get rows in 12x1 and are named elsewhere', () => {
    expect(layoutTracing({ ...page, waveform, layout: '12x1' }).leads.at(-1)?.name).toBe('V7');
    expect(leadsLeftOut(group, { layout: '3x4+1R', rhythmLead: 'II' })).toEqual(['V7']);
  });
});
