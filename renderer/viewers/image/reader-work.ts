/** What a reader has done in an open viewer, apart from the graphics it was done with: it outlives a lost graphics context. */
import type { MarkEvent } from '#shared/measure/marking.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import { createLoadQueue, type LoadQueue } from './load-queue.ts';
import { createMarkingStore, type MarkingStore } from './measuring/marking-store.ts';
import type { Stack } from './stack.ts';

export interface ReaderWork {
  readonly queue: LoadQueue;
  readonly marks: MarkingStore;
  /** Which slices this reader has had on the screen; told to nobody else. */
  readonly coverage: Coverage;
  readonly places: ReaderPlaces;
}

/** The slice each pane stood on. */
export interface ReaderPlaces {
  readonly note: (pane: number, seriesInstanceUid: string, imageId: string) => void;
  /** Index of the slice the pane stood on; null where it showed another series or none. */
  readonly indexIn: (pane: number, stack: Stack) => number | null;
}

/** Begins with nothing seen and nothing marked. `queue.stop` ends it. */
export function createReaderWork(onMark: (event: MarkEvent) => void): ReaderWork {
  return {
    queue: createLoadQueue(),
    marks: createMarkingStore(onMark),
    coverage: createCoverage(),
    places: createPlaces(),
  };
}

function createPlaces(): ReaderPlaces {
  const places = new Map<number, { readonly seriesInstanceUid: string; readonly imageId: string }>();
  return {
    note: (pane, seriesInstanceUid, imageId) => places.set(pane, { seriesInstanceUid, imageId }),
    indexIn(pane, stack) {
      const place = places.get(pane);
      if (place === undefined || place.seriesInstanceUid !== stack.seriesInstanceUid) return null;
      const index = stack.slices.findIndex((slice) => slice.imageId === place.imageId);
      return index < 0 ? null : index;
    },
  };
}
