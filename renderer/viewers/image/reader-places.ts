/** The slice each pane stood on: found again by a pane that is opened anew, after graphics were lost or a case lay aside. */
import type { Stack } from './stack.ts';

export interface ReaderPlaces {
  readonly note: (pane: number, seriesInstanceUid: string, imageId: string) => void;
  /** Index of the slice the pane stood on; null where it showed another series or none. */
  readonly indexIn: (pane: number, stack: Stack) => number | null;
}

export function createPlaces(): ReaderPlaces {
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
