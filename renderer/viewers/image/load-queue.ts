/**
 * Fetches and decodes what the reader will look at next: the open series outward from the slice on screen, then the
 * others. It waits for the first picture, keeps a few loads going, and stops before memory is short.
 */
import { cache, Enums, imageLoader } from '@cornerstonejs/core';
import { failureOf } from './image-error.ts';
import { holdImage, letImagesGo } from './release-images.ts';
import type { Stack } from './stack.ts';

/** Decoded pixels kept at most; beyond it slices are loaded when they are looked at. */
const mostBytes = 1_200_000_000;
const atOnce = 4;

export interface SeriesProgress {
  readonly loaded: number;
  readonly failed: number;
  readonly total: number;
}

export interface LoadQueue {
  /** Sets what is wanted, the most wanted stack first with the slice it is looked at. Replaces what was wanted before. */
  readonly want: (stacks: readonly Stack[], index: number) => void;
  readonly progressOf: (stack: Stack) => SeriesProgress;
  /** Called when any series moved on, at most once per frame of the screen. */
  readonly onProgress: (listener: () => void) => () => void;
  /** Counts an image that somebody else loaded. */
  readonly note: (imageId: string, loaded: boolean) => void;
  /** Ends it, and lets go of all that was loaded for it. */
  readonly stop: () => void;
}

/** Queues of viewers on screen that still load; while there is one, queues of cases ahead hold their breath. */
const busy = new Set<LoadQueue>();
const heldBack = new Set<() => void>();

/** A queue of what is `shown`, or of cases `ahead` that may only use the time that is left. */
export function createLoadQueue(use: 'shown' | 'ahead' = 'shown'): LoadQueue {
  let waiting: string[] = [];
  let running = 0;
  let told = false;
  let isStopped = false;
  const state = new Map<string, 'loaded' | 'failed'>();
  const listeners = new Set<() => void>();

  const tell = (): void => {
    if (told) return;
    told = true;
    requestAnimationFrame(() => {
      told = false;
      for (const listener of listeners) listener();
    });
  };

  const note = (imageId: string, loaded: boolean): void => {
    if (state.get(imageId) === 'loaded') return;
    if (!state.has(imageId)) {
      holdImage(imageId);
      // It came after everybody had left.
      if (isStopped) letImagesGo([imageId]);
    }
    state.set(imageId, loaded ? 'loaded' : 'failed');
    tell();
  };

  const loadOne = async (imageId: string): Promise<void> => {
    try {
      await imageLoader.loadAndCacheImage(imageId, {
        priority: 0,
        requestType: Enums.RequestType.Prefetch,
        useRGBA: false,
      } as Parameters<typeof imageLoader.loadAndCacheImage>[1]);
      note(imageId, true);
    } catch (thrown) {
      // The pane tells the reader why when the slice is looked at; the strip shows that one is missing.
      console.warn(`Not loaded: ${imageId}: ${failureOf(thrown).message}`);
      note(imageId, false);
    }
  };

  const pump = (): void => {
    if (use === 'ahead' && busy.size > 0) {
      heldBack.add(pump);
      return;
    }
    heldBack.delete(pump);
    while (running < atOnce && waiting.length > 0 && cache.getCacheSize() < mostBytes) {
      const imageId = waiting.shift();
      if (!imageId || state.has(imageId)) continue;
      running += 1;
      void loadOne(imageId).finally(() => {
        running -= 1;
        pump();
      });
    }
    if (use === 'shown') noteBusy(running > 0);
  };

  const noteBusy = (isBusy: boolean): void => {
    if (isBusy) busy.add(queue);
    else if (busy.delete(queue) && busy.size === 0) for (const resume of [...heldBack]) resume();
  };

  const queue: LoadQueue = {
    want(stacks, index) {
      waiting = stacks.flatMap((stack, order) => outward(stack, order === 0 ? index : 0));
      pump();
    },
    progressOf(stack) {
      let loaded = 0;
      let failed = 0;
      for (const slice of stack.slices) {
        const at = state.get(slice.imageId);
        if (at === 'loaded') loaded += 1;
        else if (at === 'failed') failed += 1;
      }
      return { loaded, failed, total: stack.slices.length };
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    note,
    stop() {
      if (isStopped) return;
      isStopped = true;
      waiting = [];
      letImagesGo([...state.keys()]);
      listeners.clear();
      heldBack.delete(pump);
      noteBusy(false);
    },
  };
  return queue;
}

/** Image ids of a stack from `index` outward: readers scroll both ways. */
function outward(stack: Stack, index: number): string[] {
  return stack.slices
    .map((slice, at) => ({ imageId: slice.imageId, distance: Math.abs(at - index) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ imageId }) => imageId);
}
