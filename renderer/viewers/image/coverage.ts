/** Which slices a reader has had on the screen since the case was opened, and in the window they need (journey step 7): his own reminder, in no audit and no report. */
import type { Slice, Stack } from './stack.ts';

export interface Coverage {
  /** `isWell`: in the window it needs; true for what needs none. */
  readonly note: (imageId: string, isWell: boolean) => void;
  readonly has: (imageId: string) => boolean;
  /** Shown, and in the window it needs. */
  readonly hasWell: (imageId: string) => boolean;
  /** Called when scrolling rests, or now and then while it does not; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Scrolling rests when no new slice came for this long, and is told of at the latest after `mostMs`. Whoever scrolls looks at
 * the picture, and each drawing of the strip keeps the slices waiting: at five a second they took twice as long.
 */
const restMs = 150;
const mostMs = 2000;

export function createCoverage(): Coverage {
  const seen = new Set<string>();
  const well = new Set<string>();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newestAt = 0;
  let dueAt = 0;
  const tellAtRest = (): void => {
    const left = Math.min(newestAt + restMs, dueAt) - performance.now();
    timer = left > 0 ? setTimeout(tellAtRest, left) : undefined;
    if (timer === undefined) for (const listener of listeners) listener();
  };
  return {
    note(imageId, isWell) {
      if (seen.has(imageId) && (!isWell || well.has(imageId))) return;
      seen.add(imageId);
      if (isWell) well.add(imageId);
      newestAt = performance.now();
      if (timer !== undefined) return;
      dueAt = newestAt + mostMs;
      timer = setTimeout(tellAtRest, restMs);
    },
    has: (imageId) => seen.has(imageId),
    hasWell: (imageId) => well.has(imageId),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The next slice that was not shown: on from `index` in the first stack, round to its start, then in the others; when all were,
 * the next that was not in the window it needs. Null when nothing is left.
 */
export function nextUnseen(
  coverage: Pick<Coverage, 'has' | 'hasWell'>,
  stacks: readonly Stack[],
  index: number,
): Slice | null {
  const [first, ...others] = stacks;
  const here = first === undefined ? [] : [...first.slices.slice(index), ...first.slices.slice(0, index)];
  const all = [...here, ...others.flatMap(({ slices }) => slices)];
  const left = all.filter(({ imageId }) => !coverage.hasWell(imageId));
  return left.find(({ imageId }) => !coverage.has(imageId)) ?? left[0] ?? null;
}

/** Runs of slices that were shown by `has`, from the first to behind the last of each run. */
export function shownRuns(
  has: (imageId: string) => boolean,
  { slices }: Pick<Stack, 'slices'>,
): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [at, { imageId }] of slices.entries()) {
    if (!has(imageId)) continue;
    const last = runs.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  }
  return runs;
}
