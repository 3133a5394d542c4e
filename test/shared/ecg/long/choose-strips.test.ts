/** What a report prints of a day: gravest first, each place once, nothing outside the recording. */
import { describe, expect, it } from 'vitest';
import { analyseLong } from '#shared/ecg/long/analyse-long.ts';
import { chooseStrips } from '#shared/ecg/long/choose-strips.ts';
import { cutStrips } from '#shared/ecg/long/cut-strips.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { holterDay } from '../../../builders/holter-day.ts';
import { heldSource } from '../../../builders/long-recordings.ts';

describe('the strips of a long recording', () => {
  it('hold the run, the pause and the rates where they were written, and their own samples', async () => {
    const day = holterDay(1);
    const opened = await openRecording(heldSource(day.bytes));
    if (!opened.ok) throw new Error(opened.failure.message);
    const analysed = await analyseLong(opened.value, 0);
    if (!analysed.ok) throw new Error(analysed.failure.message);
    const places = chooseStrips(analysed.value, day);
    const kindsAt = (sample: number): string[] =>
      places
        .filter(({ fromSample, toSample }) => sample >= fromSample && sample < toSample)
        .flatMap(({ reasons }) => reasons.map(({ kind }) => kind));
    expect(kindsAt(day.pauses[0]?.[0] ?? -1)).toContain('longest-rr');
    const runKinds = analysed.value.runs.length > 0 ? ['ventricular-run'] : [];
    expect(kindsAt(analysed.value.runs[0]?.fromSample ?? -1)).toEqual(expect.arrayContaining(runKinds));
    const reason = places.flatMap(({ reasons }) => reasons).find(({ kind }) => kind === 'longest-rr');
    expect(Math.abs((reason?.value ?? 0) - (day.pauses[0]?.[1] ?? 0))).toBeLessThan(20);
    for (const { fromSample, toSample } of places) {
      expect(toSample - fromSample).toBe(10 * day.samplingHz);
      expect(fromSample).toBeGreaterThanOrEqual(0);
      expect(toSample).toBeLessThanOrEqual(day.sampleCount);
    }
    const cut = await cutStrips(opened.value, analysed.value);
    expect(cut?.isAnalysed).toBe(true);
    const strip = cut?.strips[1];
    const from = places[1]?.fromSample ?? 0;
    const window = await opened.value.readWindow(0, from, from + 10 * day.samplingHz);
    expect(window.ok && window.value.leads[0]?.samples).toEqual(strip?.group.leads[0]?.samples);
  }, 60_000);

  it('are the first seconds alone while nothing was measured', () => {
    expect(chooseStrips(null, { samplingHz: 200, sampleCount: 60_000 })).toEqual([
      { fromSample: 0, toSample: 2000, reasons: [{ kind: 'start', value: null }] },
    ]);
  });
});
