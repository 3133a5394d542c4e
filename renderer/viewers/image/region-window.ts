/** The window of a region: a box is drawn with the left button, and the values in it become black and white. */
import type { Types } from '@cornerstonejs/core';
import { pageOf } from '../../ui/page-of.ts';
import { greyOf } from './measuring/grey-of.ts';
import { projectionOf } from './measuring/place-image.ts';
import { headerOf } from './metadata/header-book.ts';

export interface RegionParts {
  readonly host: HTMLElement;
  readonly viewport: Types.IStackViewport;
  readonly imageOf: () => string | null;
  readonly isActive: () => boolean;
  readonly setWindow: (lower: number, upper: number) => void;
}

type Point = readonly [number, number];

/** Returns how to stop. */
export function followRegion({ host, viewport, imageOf, isActive, setWindow }: RegionParts): () => void {
  let from: Point | null = null;
  const box = document.createElement('div');
  box.className = 'yz-region-box';
  box.hidden = true;
  host.append(box);

  const at = (event: MouseEvent): Point => {
    const { left, top } = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const onDown = (event: MouseEvent): void => {
    if (event.button !== 0 || !isActive()) return;
    // Cornerstone would set the window by the same drag.
    event.stopPropagation();
    event.preventDefault();
    from = at(event);
  };
  const onMove = (event: MouseEvent): void => {
    if (from === null) return;
    const to = at(event);
    box.hidden = false;
    box.style.left = `${Math.min(from[0], to[0])}px`;
    box.style.top = `${Math.min(from[1], to[1])}px`;
    box.style.width = `${Math.abs(to[0] - from[0])}px`;
    box.style.height = `${Math.abs(to[1] - from[1])}px`;
  };
  const onUp = (event: MouseEvent): void => {
    if (from === null) return;
    const range = rangeWithin(viewport, imageOf(), from, at(event));
    from = null;
    box.hidden = true;
    if (range !== null) setWindow(...range);
  };
  host.addEventListener('mousedown', onDown, true);
  const page = pageOf(host);
  page.addEventListener('mousemove', onMove);
  page.addEventListener('mouseup', onUp);
  return () => {
    host.removeEventListener('mousedown', onDown, true);
    page.removeEventListener('mousemove', onMove);
    page.removeEventListener('mouseup', onUp);
    box.remove();
  };
}

/** Least and greatest value of the pixels between two places of the screen; null for colour and where nothing differs. */
function rangeWithin(
  viewport: Types.IStackViewport,
  imageId: string | null,
  a: Point,
  b: Point,
): readonly [number, number] | null {
  const header = imageId === null ? null : headerOf(imageId);
  const grey = imageId === null ? null : greyOf(imageId);
  const projection = header === null ? null : projectionOf(viewport, header);
  if (header === null || grey === null || projection === null) return null;
  const corners = [a, b, [a[0], b[1]] as const, [b[0], a[1]] as const].map(projection.toPixel);
  const bound = (axis: 0 | 1, most: number) => {
    const places = corners.map((corner) => corner[axis]);
    return [
      Math.max(0, Math.round(Math.min(...places))),
      Math.min(most, Math.round(Math.max(...places)) + 1),
    ] as const;
  };
  const [left, right] = bound(0, header.columns);
  const [top, bottom] = bound(1, header.rows);
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = grey.plane.values[y * header.columns + x] as number;
      if (value < lower) lower = value;
      if (value > upper) upper = value;
    }
  }
  return upper > lower ? [lower, upper] : null;
}
