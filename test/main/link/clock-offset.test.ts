import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClockOffset } from '../../../main/link/clock-offset.ts';

test('is never further off than half of the shortest round trip, whatever the delays', () => {
  const sample = fc.record({
    there: fc.integer({ min: 0, max: 3000 }),
    back: fc.integer({ min: 0, max: 3000 }),
    pause: fc.integer({ min: 0, max: 20_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(sample, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: -1e9, max: 1e9 }),
      (samples, ahead) => {
        let monotonic = 5000;
        const wallStart = 1_700_000_000_000;
        const exchangeAt = (at: number): number => wallStart + at + ahead;
        const clock = createClockOffset({ monotonic: () => monotonic, wall: () => wallStart + monotonic });
        for (const one of samples) {
          const sentAt = monotonic;
          const told = exchangeAt(sentAt + one.there);
          monotonic += one.there + one.back;
          clock.addSample(sentAt, monotonic, told);
          monotonic += one.pause;
        }
        const shortest = Math.min(...samples.map((one) => one.there + one.back));
        expect(Math.abs(clock.now() - exchangeAt(monotonic))).toBeLessThanOrEqual(shortest / 2 + 1);
      },
    ),
  );
});

test('a jump of the wall clock changes nothing', () => {
  let monotonic = 0;
  let wall = 1_700_000_000_000;
  const clock = createClockOffset({ monotonic: () => monotonic, wall: () => wall });
  clock.addSample(0, 10, 1_800_000_000_005);
  monotonic = 1000;
  const before = clock.now();
  wall += 3_600_000;
  expect(clock.now()).toBe(before);
  expect(clock.now()).toBe(1_800_000_001_000);
  expect(clock.facts()?.roundTripMs).toBe(10);
});

test('is the machine own time before the first sample, and keeps its estimate over a restart of the sampling', () => {
  let monotonic = 100;
  const clock = createClockOffset({ monotonic: () => monotonic, wall: () => 1_000_000 });
  expect(clock.now()).toBe(1_000_000);
  expect(clock.facts()).toBeNull();
  clock.addSample(100, 100, 2_000_000);
  clock.restart();
  monotonic = 200;
  expect(clock.now()).toBe(2_000_100);
});
