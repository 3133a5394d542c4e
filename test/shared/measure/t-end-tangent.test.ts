/** The tangent meets the base line where the wave of known shape does. */
import { describe, expect, it } from 'vitest';
import { tangentOf } from '#shared/measure/t-end-tangent.ts';

/** A triangle: up from 100 to 150, down to 210. */
function triangle(height: number): Float32Array {
  return Float32Array.from({ length: 400 }, (_, i) =>
    i < 100 || i > 210 ? 0 : i <= 150 ? (height * (i - 100)) / 50 : (height * (210 - i)) / 60,
  );
}

describe('tangentOf', () => {
  it('finds the end of an upright and of an inverted T', () => {
    expect(tangentOf(triangle(0.4), 150, 500)?.endSample).toBeCloseTo(210, 1);
    expect(tangentOf(triangle(-0.4), 150, 500)?.endSample).toBeCloseTo(210, 1);
  });
  it('answers nothing for a T too low to have a slope', () => {
    expect(tangentOf(triangle(0.03), 150, 500)).toBeNull();
    expect(tangentOf(new Float32Array(400), 150, 500)).toBeNull();
  });
  it('of a Gaussian ends two standard deviations after its peak', () => {
    const gauss = Float32Array.from(
      { length: 600 },
      (_, i) => 0.5 * Math.exp(-((i - 300) ** 2) / (2 * 25 ** 2)),
    );
    // Steepest at one σ; the tangent there meets zero at 2σ.
    expect(tangentOf(gauss, 300, 500)?.endSample).toBeCloseTo(350, 0);
  });
});
