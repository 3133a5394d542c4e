/** Where the slices of a stack lie in the patient, from the headers that have arrived and else from the station's index. */
import type { SliceExtent } from '#shared/measure/plane-crossing.ts';
import { dot, normalOf, type SlicePlane } from '#shared/measure/slice-plane.ts';
import { drawnSpacing } from '#shared/measure/spacing.ts';
import { headerOf } from './metadata/header-book.ts';
import type { ImageHeader } from './metadata/image-header.ts';
import type { Standing } from './scroll-link.ts';
import type { Slice, Stack } from './stack.ts';

/** The plane of a slice whose header has arrived; null before, and without geometry. */
export function planeOf(slice: Slice): SlicePlane | null {
  const header = headerOf(slice.imageId);
  return header === null ? null : planeOfHeader(header);
}

/** The plane with the size of the picture in it. */
export function extentOf(slice: Slice): SliceExtent | null {
  const header = headerOf(slice.imageId);
  const plane = header === null ? null : planeOfHeader(header);
  if (header === null || plane === null || header.spacing.pixelSpacing === null) return null;
  const [row, column] = drawnSpacing(header.spacing);
  return {
    ...plane,
    widthMm: (header.columns - 1) * column,
    heightMm: (header.rows - 1) * row,
    frameOfReferenceUid: header.frameOfReferenceUid,
  };
}

/** Where a pane stands in its stack. */
export function standingIn(stack: Stack, index: number): Standing {
  const here = stack.slices[index];
  const header = here === undefined ? null : headerOf(here.imageId);
  const plane = here === undefined ? null : planeOf(here);
  return {
    index,
    places: stack.slices.map(placeOf),
    normal: plane === null ? null : normalOf(plane),
    frameOfReferenceUid: header?.frameOfReferenceUid ?? '',
  };
}

function placeOf(slice: Slice): number | null {
  const plane = planeOf(slice);
  if (plane !== null) return dot(plane.position, normalOf(plane));
  return (slice.instance.frames ?? 1) > 1 ? null : slice.instance.position;
}

function planeOfHeader({ position, rowCosines, columnCosines }: ImageHeader): SlicePlane | null {
  return position && rowCosines && columnCosines ? { position, rowCosines, columnCosines } : null;
}
