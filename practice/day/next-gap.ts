/** How long the township is quiet before its next exam: at random without memory, within bounds a person can follow. */
import type { Random } from '../random.ts';

/** The first exams come quickly, so that a new worklist is not empty. */
const openingExams = 3;

/** The gap in whole ms before exam number `count` (from 0). */
export function nextGap(random: Random, count: number, rush: boolean): number {
  const waiting = -Math.log(1 - random.next());
  if (count === 0) return 1_500;
  if (count < openingExams) return random.integer(5_000, 9_000);
  // 40 to 90 s with a mean near 60; in the morning rush 6 to 30 s.
  return Math.round(
    rush ? Math.min(30_000, 6_000 + 8_000 * waiting) : Math.min(90_000, 40_000 + 22_000 * waiting),
  );
}
