/** A recording of hours analysed in stretches: every beat once, borders included, and what stands out where it was put. */
import { beforeAll, describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { analyseLong } from '#shared/ecg/long/analyse-long.ts';
import { type LongAnalysis, longBeatClasses } from '#shared/ecg/long/long-analysis.ts';
import { eventBeside, longEvents } from '#shared/ecg/long/long-events.ts';
import { openRecording, type Recording } from '#shared/formats/ecg/read-window.ts';
import { decodeAnalysis, encodeAnalysis } from '#shared/formats/ecg/recording/window-bytes.ts';
import { type HolterDay, holterDay } from '../../../builders/holter-day.ts';
import { heldSource } from '../../../builders/long-recordings.ts';

const hours = 1.5;
let day: HolterDay;
let recording: Recording;
let found: LongAnalysis;
let mostHeld = 0;
const progress: number[] = [];

beforeAll(async () => {
  day = holterDay(hours);
  const source = heldSource(day.bytes);
  const opened = await openRecording(source);
  if (!opened.ok) throw new Error(opened.failure.message);
  recording = opened.value;
  const analysed = await analyseLong(recording, 0, ({ done }) => progress.push(done));
  if (!analysed.ok) throw new Error(analysed.failure.message);
  found = analysed.value;
  mostHeld = source.mostHeld();
}, 120_000);

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.04 * day.samplingHz;
const samplesOf = (name: (typeof longBeatClasses)[number]): number[] =>
  Array.from(found.beats.samples).filter((_, i) => found.beats.classes[i] === longBeatClasses.indexOf(name));

describe('a recording analysed in stretches', () => {
  it('finds every beat once, also at the borders of stretches', () => {
    const { samples } = found.beats;
    expect(samples.length).toBe(day.beats.length);
    expect(day.beats.filter((beat, i) => !near(beat, samples[i] ?? -999))).toEqual([]);
  });

  it('tells the same classes as one analysis of the whole', async () => {
    const ventricular = samplesOf('ventricular');
    expect(ventricular.length).toBe(day.ventricular.length);
    const window = await recording.readWindow(0, 0, day.sampleCount);
    if (!window.ok) throw new Error(window.failure.message);
    const whole = analyseEcg({ groups: [window.value], statements: [], measurements: [], acquiredAt: null });
    if (!whole.ok) throw new Error(whole.failure.message);
    expect(whole.value.beats.filter((beat) => beat.class === 'ventricular').length).toBe(ventricular.length);
  });

  it('names the run, the pause and the extremes with their places', () => {
    expect(found.runs).toHaveLength(1);
    expect(found.runs[0]?.beats).toBe(5);
    expect(near(found.runs[0]?.fromSample ?? -1, day.runAt)).toBe(true);
    const [pause] = day.pauses;
    expect(found.pauses.map(({ ms }) => Math.round(ms / 100))).toEqual([26]);
    expect(near(found.pauses[0]?.fromSample ?? -1, pause?.[0] ?? 0)).toBe(true);
    expect(found.longestRr?.fromSample).toBe(found.pauses[0]?.fromSample);
    expect(Math.round(found.shortestRr?.ms ?? 0)).toBe(400);
    expect(found.meanBpm).toBeGreaterThan(70);
    expect(found.meanBpm).toBeLessThan(75);
    expect(found.rateByMinute.length).toBe(90);
    expect(found.fastestHour).not.toBeNull();
    expect(found.otherShape).toEqual([]);
  });

  it('reads a stretch at a time and tells how far it is', () => {
    expect(mostHeld).toBeLessThan(day.bytes.length / 5);
    expect(progress).toHaveLength(9);
    expect(progress.at(-1)).toBe(1);
  });

  it('travels as bytes', () => {
    const arrived = decodeAnalysis(encodeAnalysis(found));
    if (!arrived.ok) throw new Error(arrived.failure.message);
    expect(arrived.value).toEqual(found);
    expect(decodeAnalysis(new Uint8Array(40)).ok).toBe(false);
  });

  it('lists events by kind, the gravest first, with the marks of the file', () => {
    const mark = (sample: number, code: string, text = '') => ({ sample, code, text });
    const events = longEvents(found, [
      mark(10, 'N'),
      mark(500, 'V'),
      mark(900, '', 'button'),
      mark(400, 'V'),
    ]);
    expect(events[0]?.kind).toBe('ventricular-runs');
    expect(events.map(({ kind }) => kind)).toContain('pauses');
    expect(Array.from(events.find(({ kind }) => kind === 'mark V')?.samples ?? [])).toEqual([400, 500]);
    expect(events.at(-1)?.kind).toBe('mark button');
    expect(longEvents(null, []).length).toBe(0);
  });

  it('steps from a sample to the event before or after it', () => {
    const samples = Int32Array.of(10, 20, 30);
    expect(eventBeside(samples, 20, 1)).toBe(2);
    expect(eventBeside(samples, 20, -1)).toBe(0);
    expect(eventBeside(samples, 5, 1)).toBe(0);
    expect(eventBeside(samples, 30, 1)).toBe(-1);
    expect(eventBeside(samples, 10, -1)).toBe(-1);
  });
});
