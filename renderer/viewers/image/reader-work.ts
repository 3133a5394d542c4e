/** What a reader has done in an open viewer, apart from the graphics it was done with: it outlives a lost graphics context. */
import type { MarkEvent } from '#shared/measure/marking.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import { createLoadQueue, type LoadQueue } from './load-queue.ts';
import { createMarkingStore, type MarkingStore } from './measuring/marking-store.ts';
import type { ReaderPlaces } from './reader-places.ts';

export interface ReaderWork {
  readonly queue: LoadQueue;
  readonly marks: MarkingStore;
  /** Which slices this reader has had on the screen; told to nobody else. */
  readonly coverage: Coverage;
  readonly places: ReaderPlaces;
}

/** Begins with nothing seen and nothing marked, at `places`. `queue.stop` ends it. */
export function createReaderWork(onMark: (event: MarkEvent) => void, places: ReaderPlaces): ReaderWork {
  return {
    queue: createLoadQueue(),
    marks: createMarkingStore(onMark),
    coverage: createCoverage(),
    places,
  };
}
