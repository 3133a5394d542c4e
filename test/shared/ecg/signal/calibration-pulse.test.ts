import { expect, it } from 'vitest';
import { analysed } from '../analysed.ts';
import { everySeconds, writtenHeart } from '../written-heart.ts';

it('a calibration pulse at the end is named and is no beat', () => {
  const r = everySeconds(0.9, 0.6, 9);
  const found = analysed(
    writtenHeart({
      seconds: 11,
      r,
      p: r.map((at) => at - 0.16),
      more: (_, at) => (at >= 10.3 && at < 10.5 ? 1 : 0),
    }),
  );
  expect(found.beats).toHaveLength(r.length);
  expect(found.calibrationPulses).toHaveLength(1);
  expect(Math.abs((found.calibrationPulses[0]?.fromSample ?? 0) - 5150)).toBeLessThan(6);
});
