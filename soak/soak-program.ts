/** What a soak program is: cases drawn from a seed until the time or the count is up, each one judged. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface SoakLimits {
  readonly seconds: number;
  /** Cases at most. */
  readonly cases: number;
  /** Case n is drawn from seed + n, so that one case can be had again alone. */
  readonly seed: number;
}

export interface SoakFinding {
  /** Run again with `--seed SEED --cases 1`. */
  readonly seed: number;
  readonly what: string;
}

export interface SoakOutcome {
  readonly cases: number;
  readonly findings: readonly SoakFinding[];
  /** What was measured or counted on the way. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface SoakProgram {
  /** One line for the list of programs. */
  readonly says: string;
  readonly run: (limits: SoakLimits) => Promise<SoakOutcome>;
}

export interface Draw {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  readonly bytes: (length: number) => Buffer;
}

/** The same draws for the same seed (mulberry32 over a scrambled seed: neighbouring seeds share nothing). */
export function drawFrom(seed: number): Draw {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % Math.max(1, limit);
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    bytes: (length) => {
      const bytes = Buffer.alloc(length);
      for (let at = 0; at < length; at += 1) bytes[at] = next();
      return bytes;
    },
  };
}

/**
 * Runs `judge` for one case after the other; it answers what went wrong, or null. Stops at 20 findings. Memory is
 * compared between the middle and the end: before, the heap still grows to its size. `heapGrowthMb` is what collections
 * leave standing, with what lies outside of the heap; `rssGrowthMb` besides that what the allocators keep for themselves.
 */
export async function soakCases(
  limits: SoakLimits,
  judge: (draw: Draw, seed: number) => Promise<string | null>,
): Promise<{ cases: number; findings: SoakFinding[]; rssGrowthMb: number; heapGrowthMb: number }> {
  const start = performance.now();
  const end = start + limits.seconds * 1000;
  const middle = start + limits.seconds * 500;
  const findings: SoakFinding[] = [];
  let before: Memory | null = null;
  let cases = 0;
  while (cases < limits.cases && performance.now() < end && findings.length < 20) {
    const isHalf = cases >= limits.cases / 2 || performance.now() > middle;
    if (before === null && isHalf) before = memoryHeld();
    const seed = limits.seed + cases;
    cases += 1;
    try {
      const what = await judge(drawFrom(seed), seed);
      if (what !== null) findings.push({ seed, what });
    } catch (error) {
      findings.push({ seed, what: `threw ${error instanceof Error ? (error.stack ?? '') : String(error)}` });
    }
  }
  const after = memoryHeld();
  const { rss, held } = before ?? after;
  const rounded = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10;
  return { cases, findings, rssGrowthMb: rounded(after.rss - rss), heapGrowthMb: rounded(after.held - held) };
}

/** Bytes. */
interface Memory {
  readonly rss: number;
  /** Used in the heap after a collection, and outside of it for what lives there. */
  readonly held: number;
}

function memoryHeld(): Memory {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, held: heapUsed + external };
}
