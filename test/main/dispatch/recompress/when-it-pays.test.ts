import { describe, expect, it } from 'vitest';
import { createUplinkMeter } from '../../../../main/dispatch/recompress/uplink-measures.ts';
import { judgeRecompression } from '../../../../main/dispatch/recompress/when-it-pays.ts';

const slice = 512 * 1024;
const unknown = { bytesPerSecond: null, encodedPerMs: null, ratio: null };
const at = (bytesPerSecond: number) => ({ bytesPerSecond, encodedPerMs: 10_000, ratio: 0.4 });

describe('whether recompression pays', () => {
  it('does on a slow link, does not on a fast one, and is assumed to on a link nobody measured', () => {
    expect(judgeRecompression('auto', slice, at(250_000)).pays).toBe(true);
    expect(judgeRecompression('auto', slice, at(100_000_000)).pays).toBe(false);
    expect(judgeRecompression('auto', slice, unknown).pays).toBe(true);
    expect(judgeRecompression('always', slice, at(100_000_000)).pays).toBe(true);
    expect(judgeRecompression('off', slice, at(1)).pays).toBe(false);
  });

  it('never holds an object back for longer than it gains, and leaves small and huge ones alone', () => {
    const { waitMs } = judgeRecompression('auto', slice, at(250_000));
    expect(waitMs).toBeCloseTo(((slice * 0.6) / 250_000) * 1000);
    expect(judgeRecompression('always', 10_000, unknown).pays).toBe(false);
    expect(judgeRecompression('always', 200 * 1024 * 1024, unknown).pays).toBe(false);
  });
});

describe('the meter of the link', () => {
  it('counts uploads side by side as one busy time and forgets idle time', () => {
    let now = 0;
    const meter = createUplinkMeter(() => now);
    expect(meter.measures().bytesPerSecond).toBeNull();
    meter.begin();
    meter.begin();
    now = 1000;
    meter.sent(250_000);
    meter.end();
    meter.end();
    now = 60_000;
    expect(meter.measures().bytesPerSecond).toBeCloseTo(250_000);
  });

  it('follows a link that becomes faster', () => {
    let now = 0;
    const meter = createUplinkMeter(() => now);
    meter.begin();
    for (let step = 0; step < 100; step++) {
      now += 1000;
      meter.sent(step < 50 ? 100_000 : 10_000_000);
    }
    expect(meter.measures().bytesPerSecond ?? 0).toBeGreaterThan(9_000_000);
  });
});
