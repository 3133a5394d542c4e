/** The Grayscale Standard Display Function (PS3.14 7): luminance of a just noticeable difference, and back. */

/** Luminances the function is defined for, in cd/m². */
export const displayRange = { least: 0.05, most: 4000 } as const;

/** PS3.14 7.1, numerator and denominator of log10 L by powers of ln j. */
const upper = [-1.3011877, 8.0242636e-2, 1.3646699e-1, -2.5468404e-2, 1.3635334e-3];
const lower = [1, -2.5840191e-2, -1.0320229e-1, 2.874562e-2, -3.1978977e-3, 1.2992634e-4];

/** PS3.14 7.1, j by powers of log10 L. */
const inverse = [
  71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407, -1.1878455, -0.18014349, 0.14710899, -0.017046845,
];

/** Luminance in cd/m² of a JND index from 1 to 1023, which need not be whole. */
export function luminanceOfJnd(jnd: number): number {
  const x = Math.log(jnd);
  return 10 ** (polynomial(upper, x) / polynomial(lower, x));
}

/** JND index of a luminance in cd/m² within `displayRange`. */
export function jndOfLuminance(luminance: number): number {
  return polynomial(inverse, Math.log10(luminance));
}

/** Coefficients from the constant one up. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, one) => sum * x + one, 0);
}
