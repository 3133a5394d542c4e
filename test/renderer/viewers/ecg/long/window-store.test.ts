/** The window over a long recording: the page first, neighbours ahead of need, what was scrolled away from given up. */
import { expect, it } from 'vitest';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { LongRecording } from '../../../../../renderer/viewers/ecg/long/long-recording.ts';
import { createWindowStore } from '../../../../../renderer/viewers/ecg/long/window-store.ts';

const samplingHz = 100;
const chunk = 20 * samplingHz;

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal;
  readonly answer: (result?: Result<WaveformGroup>) => Promise<void>;
}

/** A recording whose every answer waits for the test. */
function slowRecording(sampleCount: number) {
  const asked: Asked[] = [];
  const groupOf = (from: number, to: number): WaveformGroup => ({
    label: 'RHYTHM',
    samplingHz,
    sampleCount: to - from,
    leads: [
      {
        name: 'II',
        samples: Int16Array.from({ length: to - from }, (_, i) => (from + i) % 30_000),
        microvoltsPerLsb: 1,
        baselineMicrovolts: 0,
        missing: from === 0 ? [[5, 9]] : [],
        filterLowHz: null,
        filterHighHz: null,
        notchHz: null,
      },
    ],
  });
  const never = () => new Promise<never>(() => undefined);
  const recording: LongRecording = {
    samplingHz,
    sampleCount,
    leads: ['II'],
    acquiredAt: null,
    offsetMs: 0,
    overview: never,
    marks: never,
    analysis: never,
    window: (from, to, signal) =>
      new Promise((resolve) => {
        const answer = async (result: Result<WaveformGroup> = ok(groupOf(from, to))): Promise<void> => {
          resolve(result);
          await new Promise((done) => setTimeout(done, 0));
        };
        asked.push({ from, to, signal, answer });
      }),
  };
  return { recording, asked };
}

it('asks for the page, then its margin, then where the reader is going', async () => {
  const { recording, asked } = slowRecording(100 * chunk);
  const store = createWindowStore(recording);
  store.show(10 * chunk + 5, 10 * chunk + 900);
  expect(asked.map(({ from }) => from / chunk)).toEqual([10, 9, 11, 12]);
  expect(store.stretch(10 * chunk + 5, 10 * chunk + 900)).toBeNull();
  await asked[0]?.answer();
  const first = store.stretch(10 * chunk + 5, 10 * chunk + 900);
  expect(first?.whole).toBe(false);
  expect(first?.base).toBe(9 * chunk);
  expect(first?.group.leads[0]?.samples[chunk + 7]).toBe((10 * chunk + 7) % 30_000);
  expect(first?.group.leads[0]?.missing).toEqual([
    [0, chunk],
    [2 * chunk, 3 * chunk],
  ]);
  for (const one of asked.slice(1)) await one.answer();
  expect(store.stretch(10 * chunk + 5, 10 * chunk + 900)?.whole).toBe(true);
  expect(asked.map(({ from }) => from / chunk)).toEqual([10, 9, 11, 12, 13, 14]);
});

it('gives up what was scrolled away from and asks where the reader is now', async () => {
  const { recording, asked } = slowRecording(100 * chunk);
  const store = createWindowStore(recording);
  store.show(10 * chunk, 10 * chunk + 900);
  store.show(60 * chunk, 60 * chunk + 900);
  expect(asked.slice(0, 4).every(({ signal }) => signal.aborted)).toBe(true);
  expect(asked.slice(4).map(({ from }) => from / chunk)).toEqual([60, 59, 61, 62]);
  let told = 0;
  store.subscribe(() => told++);
  await asked[0]?.answer();
  expect(told).toBe(0);
  await asked[4]?.answer();
  expect(told).toBe(1);
  store.show(58 * chunk, 58 * chunk + 900);
  await asked[5]?.answer();
  expect(asked.filter(({ from }) => from / chunk < 58).map(({ from }) => from / chunk)).toContain(57);
});

it('keeps one object while nothing changed, the edges of the recording, and missing signal of the file', async () => {
  const { recording, asked } = slowRecording(2 * chunk + 50);
  const store = createWindowStore(recording);
  store.show(0, 900);
  for (const one of [...asked]) await one.answer();
  const stretch = store.stretch(0, 900);
  expect(stretch).toBe(store.stretch(10, 910));
  expect(stretch?.group.leads[0]?.missing).toEqual([[5, 9]]);
  expect(store.stretch(2 * chunk, 2 * chunk + 50)?.group.sampleCount).toBe(chunk + 50);
});

it('says what failed and asks again when told to', async () => {
  const { recording, asked } = slowRecording(100 * chunk);
  const store = createWindowStore(recording);
  store.show(0, 900);
  await asked[0]?.answer(fail(failure('waveform-cut', { detail: 'x' })));
  expect(store.failure()?.code).toBe('waveform-cut');
  const before = asked.length;
  store.retry();
  expect(store.failure()).toBeNull();
  expect(asked.slice(before).map(({ from }) => from)).toContain(0);
  store.close();
  expect(asked.filter(({ signal }) => signal.aborted).length).toBeGreaterThan(0);
});
