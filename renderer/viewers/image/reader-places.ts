/**
 * The slice each pane stood on: found again by a pane that is opened anew, after graphics were lost or a case lay aside; and by
 * one that comes back to a series.
 */
import type { ImageLying } from '#shared/study/baton.ts';
import type { Slice, Stack } from './stack.ts';

export interface ReaderPlaces {
  readonly note: (pane: number, seriesInstanceUid: string, imageId: string) => void;
  /** Index of the slice the pane stood on; null where it showed another series or none. */
  readonly indexIn: (pane: number, stack: Stack) => number | null;
  /** Index of the slice at which the series was left, in whatever pane; null where it was not shown. */
  readonly lastIn: (stack: Stack) => number | null;
  /** Where each pane stands, in words that mean the same on another computer. */
  readonly list: (stacks: readonly Stack[]) => ImageLying['places'];
}

/** As it was noted here, or told by another computer, where images have other addresses. */
type Place = { readonly imageId: string } | { readonly sopInstanceUid: string; readonly frame: number };

/** `told`: where the panes stood before another reader. */
export function createPlaces(told: ImageLying['places'] = []): ReaderPlaces {
  const places = new Map<number, { readonly seriesInstanceUid: string; readonly place: Place }>(
    told.map(({ pane, seriesInstanceUid, ...place }) => [pane, { seriesInstanceUid, place }]),
  );
  const series = new Map<string, Place>(
    told.map(({ seriesInstanceUid, ...place }) => [seriesInstanceUid, place]),
  );
  const indexOf = (place: Place | undefined, { slices }: Stack): number | null => {
    const index = place === undefined ? -1 : slices.findIndex((slice) => isAt(slice, place));
    return index < 0 ? null : index;
  };
  return {
    note(pane, seriesInstanceUid, imageId) {
      places.set(pane, { seriesInstanceUid, place: { imageId } });
      series.set(seriesInstanceUid, { imageId });
    },
    indexIn(pane, stack) {
      const found = places.get(pane);
      return found?.seriesInstanceUid === stack.seriesInstanceUid ? indexOf(found.place, stack) : null;
    },
    lastIn: (stack) => indexOf(series.get(stack.seriesInstanceUid), stack),
    list: (stacks) =>
      [...places].flatMap(([pane, { seriesInstanceUid, place }]) => {
        const stack = stacks.find((one) => one.seriesInstanceUid === seriesInstanceUid);
        const slice = stack?.slices.find((one) => isAt(one, place));
        if (slice === undefined) return [];
        const { instance, frame } = slice;
        return [{ pane, seriesInstanceUid, sopInstanceUid: instance.sopInstanceUid, frame }];
      }),
  };
}

function isAt({ imageId, instance, frame }: Slice, place: Place): boolean {
  if ('imageId' in place) return place.imageId === imageId;
  return place.sopInstanceUid === instance.sopInstanceUid && place.frame === frame;
}
