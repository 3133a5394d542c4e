/** When a recording of hours ended (journey step 5): a day of ECG that was begun more than a day ago is no prior. */

/** Shorter than this the beginning says it as well, s. */
const fromSeconds = 300;
/** No recorder that a township has runs longer: what says so is damaged, s. */
const mostSeconds = 31 * 24 * 3600;

/** An instant in ms; undefined for a short recording, an unknown beginning, or a length nobody can have recorded. */
export function acquiredUntil(acquiredAt: number | null, seconds: readonly number[]): number | undefined {
  const longest = Math.max(0, ...seconds);
  if (acquiredAt === null || !(longest > fromSeconds && longest <= mostSeconds)) return undefined;
  return acquiredAt + Math.round(longest * 1000);
}
