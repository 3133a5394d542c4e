import { expect, it } from 'vitest';
import { analysed, codesOf } from '../analysed.ts';
import { everySeconds, writtenHeart } from '../written-heart.ts';

const beats = everySeconds(0.85, 0.7, 99);
const spikeAt = beats.map((at) => at - 0.09);

it('finds at least 99 % of spikes 2 ms wide and no other, and calls the beats paced', () => {
  const samples = new Set(spikeAt.map((at) => Math.round(at * 500)));
  const found = analysed(
    writtenHeart({
      seconds: 100,
      wide: beats,
      more: (_, at) => (samples.has(Math.round(at * 500)) ? 0.6 : 0),
    }),
  );
  const hit = [...samples].filter((at) =>
    found.pacingSpikes.some(({ sample }) => Math.abs(sample - at) <= 2),
  );
  expect(hit.length / samples.size).toBeGreaterThanOrEqual(0.99);
  expect(found.pacingSpikes.length).toBe(hit.length);
  expect(found.beats.filter((beat) => beat.class === 'paced').length / beats.length).toBeGreaterThan(0.98);
  expect(codesOf(found)).toContain('PACED');
});

it('a narrow R is no spike', () => {
  const found = analysed(writtenHeart({ seconds: 20, r: everySeconds(0.85, 0.7, 19) }));
  expect(found.pacingSpikes).toEqual([]);
});

it('where a pacemaker is at work, spikes that fell between two samples are its as well; without one nothing so small is', () => {
  const samples = new Map(spikeAt.map((at, i) => [Math.round(at * 500), i % 3 === 0 ? 0.6 : 0.15] as const));
  const small = new Set([...samples].filter(([, mv]) => mv < 0.2).map(([at]) => at));
  const spiked = (only: (mv: number) => boolean) =>
    analysed(
      writtenHeart({
        seconds: 100,
        wide: beats,
        more: (_, at) => {
          const mv = samples.get(Math.round(at * 500)) ?? 0;
          return only(mv) ? mv : 0;
        },
      }),
    ).pacingSpikes;
  const both = spiked(() => true);
  const found = [...small].filter((at) => both.some(({ sample }) => Math.abs(sample - at) <= 2));
  expect(found.length / small.size).toBeGreaterThan(0.9);
  expect(both.length).toBeLessThanOrEqual(samples.size);
  expect(spiked((mv) => mv < 0.2)).toEqual([]);
});
