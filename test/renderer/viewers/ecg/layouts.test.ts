/** Every layout puts the right lead at the right place and time, and a caliper reads the same number in each of them. */
import { describe, expect, it } from 'vitest';
import { furtherLeadsOf, leadsOfPage } from '#shared/ecg/leads-of-page.ts';
import { sampleAt, xOfSample, yOfLsb } from '#shared/ecg/locate-on-tracing.ts';
import { columnModes, paperGains, tracingLayouts } from '#shared/ecg/tracing.ts';
import { arrangeCells } from '#shared/ecg/tracing-cells.ts';
import { marchOf } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { standardLeads } from '#shared/study/waveform.ts';
import { caliperText } from '../../../../renderer/viewers/ecg/calipers/caliper-text.ts';
import { draftAt, dragTo } from '../../../../renderer/viewers/ecg/calipers/drag-caliper.ts';
import { usualSettings } from '../../../../renderer/viewers/ecg/display-settings.ts';
import { filterGroup } from '../../../../renderer/viewers/ecg/filter-group.ts';
import { usualPixelsPerMm, viewPaper } from '../../../../renderer/viewers/ecg/layout/paper-view.ts';
import { ecgWords } from '../../../../renderer/viewers/ecg/words.ts';
import { syntheticWaveform } from '../../../shared/ecg/synthetic-waveform.ts';

function groupWith(leads?: readonly string[]): WaveformGroup {
  const [group] = syntheticWaveform(leads === undefined ? {} : { leads }).groups;
  if (group === undefined) throw new Error('no group');
  return group;
}
const group = groupWith();
const eighteen = groupWith([...standardLeads, 'V9', 'V3R', 'V4R', 'V5R', 'V7', 'V8']);
const plan = { rhythmLead: 'II', mode: 'continuous', startSeconds: 0, secondsShown: 10 } as const;
const room = { widthPx: 1366, heightPx: 632, pixelsPerMm: usualPixelsPerMm };

describe('layouts', () => {
  for (const [layout, rows, columns, strips] of [
    ['3x4', 3, 4, []],
    ['3x4+1R', 4, 4, ['II']],
    ['3x4+3R', 6, 4, ['II', 'V1', 'V5']],
    ['6x2', 6, 2, []],
    ['6x2+1R', 7, 2, ['II']],
    ['12x1', 12, 1, []],
    ['single', 1, 1, []],
  ] as const) {
    it(layout, () => {
      const arranged = arrangeCells(group, { ...plan, layout });
      expect(arranged.rows).toBe(rows);
      expect(arranged.columns).toBe(columns);
      expect(arranged.columnSeconds).toBe(10 / columns);
      const rhythm = arranged.cells.filter((cell) => cell.rhythm);
      expect(rhythm.map((cell) => cell.leadName)).toEqual(strips);
      for (const strip of rhythm) expect([strip.fromSeconds, strip.toSeconds]).toEqual([0, 10]);
      const places = arranged.cells.map((cell) => `${cell.row} ${cell.column}`);
      expect(new Set(places).size).toBe(places.length);
      expect(arranged.cells.length).toBe(layout === 'single' ? 1 : 12 + strips.length);
    });
  }

  it('Cabrera: aVL I −aVR II aVF III, −aVR upside down and labelled', () => {
    const page = { ...plan, layout: '3x4+1R', order: 'cabrera' } as const;
    expect(leadsOfPage(group, page).slice(0, 6)).toEqual(['aVL', 'I', 'aVR', 'II', 'aVF', 'III']);
    const { cells } = arrangeCells(group, page);
    expect(cells.filter((cell) => cell.inverted).map((cell) => cell.leadName)).toEqual(['aVR']);
    const lead = group.leads.find((one) => one.name === 'aVR');
    const upright = viewPaper(group, usualSettings, room).geometry;
    const turned = viewPaper(group, { ...usualSettings, order: 'cabrera' }, room).geometry;
    const heightIn = (geometry: typeof upright): number => {
      const cell = geometry.cells.find((one) => one.leadName === 'aVR');
      if (cell === undefined || lead === undefined) throw new Error('no aVR');
      return cell.baselineMm - yOfLsb(lead, geometry, cell, 100);
    };
    expect(heightIn(upright)).toBeCloseTo(2.5, 9);
    expect(heightIn(turned)).toBeCloseTo(-2.5, 9);
  });

  it('18 leads: six columns when asked for, in the order of the chest; 12x1 always has them', () => {
    expect(furtherLeadsOf(eighteen)).toEqual(['V3R', 'V4R', 'V5R', 'V7', 'V8', 'V9']);
    const wide = arrangeCells(eighteen, { ...plan, layout: '3x4+1R', extraLeads: true });
    expect(wide.columns).toBe(6);
    expect(wide.cells.find((cell) => cell.leadName === 'V9')).toMatchObject({ row: 2, column: 5 });
    expect(arrangeCells(eighteen, { ...plan, layout: '3x4+1R' }).columns).toBe(4);
    expect(arrangeCells(eighteen, { ...plan, layout: '12x1' }).rows).toBe(18);
    const fifteen = groupWith([...standardLeads, 'V4R', 'V8', 'V9']);
    const shown = arrangeCells(fifteen, { ...plan, layout: '3x4', extraLeads: true });
    expect([shown.rows, shown.columns, shown.cells.length]).toEqual([3, 5, 15]);
  });
});

describe('one number in every display', () => {
  const words = ecgWords.en;
  const [from, to] = [700, 1103];
  // Lead II, whose first column holds [0, 2.5) s in every layout.
  const lead = group.leads.find((one) => one.name === 'II');
  for (const layout of ['3x4', '3x4+3R', '6x2', '12x1', 'single', '6x2+1R'] as const) {
    for (const gain of paperGains) {
      it(`${layout} at ${gain} mm/mV`, () => {
        const speed = gain === 5 ? 50 : gain === 20 ? 12.5 : gain === 2.5 ? 10 : 25;
        const mode = columnModes[paperGains.indexOf(gain) % 2] ?? 'continuous';
        const order = gain === 20 ? 'cabrera' : 'standard';
        const settings = { ...usualSettings, layout, gain, speed, mode, order, fit: gain === 20 } as const;
        const view = viewPaper(group, settings, room);
        const cell = view.geometry.cells.find((one) => {
          if (one.leadName !== 'II') return false;
          return one.fromSeconds <= from / 500 && one.toSeconds > to / 500;
        });
        if (cell === undefined || lead === undefined) throw new Error('II is not shown there');
        const at = (sample: number) => ({
          x: xOfSample(group, view.geometry, cell, sample),
          y: cell.baselineMm,
        });
        expect(sampleAt(group, view.geometry, cell, at(from).x)).toBe(from);
        const made = draftAt(group, view.geometry, 'time', at(from));
        if (made === null) throw new Error('no caliper');
        const caliper = { ...made.draft, id: 1 };
        const grasp = { caliper, leg: 'to', cell: made.cell } as const;
        const dragged = dragTo(group, view.geometry, grasp, at(from), at(to));
        expect(caliperText(group, dragged, words)).toEqual({
          lead: 'II',
          time: '806 ms',
          rate: '74 bpm',
          voltage: caliperText(
            group,
            { kind: 'time', id: 1, leadName: 'II', fromSample: from, toSample: to },
            words,
          ).voltage,
        });
      });
    }
  }
});

describe('display filters', () => {
  it('change the picture and never what is measured', () => {
    const narrow = { highPassHz: 0.5, lowPassHz: 25, notchHz: 50, baseline: true } as const;
    const before = group.leads.map((lead) => Array.from(lead.samples));
    const drawn = filterGroup(group, narrow, 0);
    const peak = (samples: ArrayLike<number>, scale: number): number =>
      Array.from(samples).reduce((most, value) => Math.max(most, value * scale), 0);
    const [raw, shown] = [group.leads[1], drawn.leads[1]];
    if (raw === undefined || shown === undefined) throw new Error('no lead');
    expect(peak(shown.samples, shown.microvoltsPerLsb)).toBeLessThan(
      0.9 * peak(raw.samples, raw.microvoltsPerLsb),
    );
    expect(group.leads.map((lead) => Array.from(lead.samples))).toEqual(before);
    expect(filterGroup(group, usualSettings.filters, 0)).toBe(group);
  });
});

describe('marching', () => {
  const caliper = { kind: 'time', id: 1, leadName: 'II', fromSample: 1400, toSample: 1000 } as const;
  it('repeats the interval both ways, its own legs left out', () => {
    expect(marchOf({ ...caliper, marching: true }, 0, 2599)).toEqual([200, 600, 1800, 2200]);
    expect(marchOf({ ...caliper, marching: true }, 1200, 2300)).toEqual([1800, 2200]);
    expect(marchOf(caliper, 0, 2599)).toEqual([]);
    expect(marchOf({ ...caliper, toSample: 1400, marching: true }, 0, 2599)).toEqual([]);
  });
});

describe('tables', () => {
  it('every layout has a name and a key', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const names = tracingLayouts.map((layout) => ecgWords[language].filters.layout(layout));
      expect(new Set(names).size).toBe(tracingLayouts.length);
    }
  });
});
