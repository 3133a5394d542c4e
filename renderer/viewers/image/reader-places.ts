/**
 * The slice each pane stood on: found again by a pane that is opened anew, after graphics were lost or a case lay aside; and by
 * one that comes back to a series.
 */
import type { Stack } from './stack.ts';

export interface ReaderPlaces {
  readonly note: (pane: number, seriesInstanceUid: string, imageId: string) => void;
  /** Index of the slice the pane stood on; null where it showed another series or none. */
  readonly indexIn: (pane: number, stack: Stack) => number | null;
  /** Index of the slice at which the series was left, in whatever pane; null where it was not shown. */
  readonly lastIn: (stack: Stack) => number | null;
}

export function createPlaces(): ReaderPlaces {
  const places = new Map<number, { readonly seriesInstanceUid: string; readonly imageId: string }>();
  const series = new Map<string, string>();
  const indexOf = (imageId: string | undefined, { slices }: Stack): number | null => {
    const index = slices.findIndex((slice) => slice.imageId === imageId);
    return index < 0 ? null : index;
  };
  return {
    note(pane, seriesInstanceUid, imageId) {
      places.set(pane, { seriesInstanceUid, imageId });
      series.set(seriesInstanceUid, imageId);
    },
    indexIn(pane, stack) {
      const place = places.get(pane);
      return place?.seriesInstanceUid === stack.seriesInstanceUid ? indexOf(place.imageId, stack) : null;
    },
    lastIn: (stack) => indexOf(series.get(stack.seriesInstanceUid), stack),
  };
}
