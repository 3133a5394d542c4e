/** Rates and intervals of hours: lost signal bounds no interval, and an extreme says where it is. */
import { expect, it } from 'vitest';
import { longBeatClasses } from '#shared/ecg/long/long-analysis.ts';
import { joinSpans, summariseBeats } from '#shared/ecg/long/summarise-beats.ts';

const samplingHz = 100;
const normal = longBeatClasses.indexOf('normal');

function summaryOf(samples: readonly number[], lost: Array<{ fromSample: number; toSample: number }> = []) {
  return summariseBeats({
    beats: { samples: Int32Array.from(samples), classes: new Int16Array(samples.length).fill(normal) },
    samplingHz,
    sampleCount: 2 * 60 * samplingHz,
    lost,
    isFlat: (at) => at === 3000,
  });
}

/** 60 a minute, then 120 a minute. */
const twoMinutes = [
  ...Array.from({ length: 60 }, (_, i) => i * 100),
  ...Array.from({ length: 120 }, (_, i) => 6000 + i * 50),
];

it('tells the rate of each minute and the fastest one', () => {
  const { rateByMinute, fastestMinute, slowestMinute, fastestHour } = summaryOf(twoMinutes);
  expect(Array.from(rateByMinute, Math.round)).toEqual([60, 119]);
  expect(fastestMinute?.fromSample).toBe(6000);
  expect(slowestMinute?.fromSample).toBe(0);
  expect(fastestHour).toBeNull();
});

it('names a pause, and whether nothing moves in it', () => {
  const gap = twoMinutes.filter((sample) => sample <= 3000 || sample >= 3300);
  expect(summaryOf(gap).pauses).toEqual([{ fromSample: 3000, toSample: 3300, ms: 3000, flat: true }]);
});

it('takes lost signal for no pause and no longest interval', () => {
  const gap = twoMinutes.filter((sample) => sample <= 3000 || sample >= 4000);
  const summary = summaryOf(gap, [{ fromSample: 3050, toSample: 3950 }]);
  expect(summary.pauses).toEqual([]);
  expect(summary.longestRr?.ms).toBe(1000);
});

it('says nothing without beats', () => {
  const summary = summaryOf([]);
  expect([summary.meanBpm, summary.longestRr, summary.fastestMinute]).toEqual([null, null, null]);
  expect(Array.from(summary.rateByMinute)).toEqual([0, 0]);
});

it('makes one of spans that touch', () => {
  const span = (fromSample: number, toSample: number) => ({ fromSample, toSample });
  expect(joinSpans([span(20, 30), span(0, 10), span(10, 15)])).toEqual([span(0, 15), span(20, 30)]);
});
