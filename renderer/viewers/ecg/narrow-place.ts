/** A place beside another examination, where a page of ten seconds does not fit at the usual speed: folded tools, a slower paper. */
import { type PaperSpeed, pageSeconds } from '#shared/ecg/tracing.ts';
import { paperWidthMm, secondsThatFit } from '#shared/ecg/tracing-geometry.ts';
import { usualSettings } from './display-settings.ts';

/** CSS pixels: less has no room for all tools in two rows. */
const narrowPx = 640;

export function isNarrowPlace(widthPx: number): boolean {
  return widthPx < narrowPx;
}

/** CSS pixels of a tracing that has the window to itself: there it is read at 25 mm/s whatever the screen's density, as everywhere. */
const ownPlacePx = 860;

/** One of the four columns. */
const columnSeconds = pageSeconds / 4;

/**
 * What a tracing is shown at until its reader chooses a speed: where it lies beside something and more than half of the last column
 * would be out of sight, the faster of 12.5 and 10 mm/s that shows all four and the whole rhythm strip. It stays a scale to the
 * millimetre, named in the toolbar and on the paper.
 */
export function usualSpeed(widthPx: number, pixelsPerMm: number): PaperSpeed {
  const { speed } = usualSettings;
  const seen = secondsThatFit(speed, widthPx / pixelsPerMm);
  if (widthPx >= ownPlacePx || seen >= pageSeconds - columnSeconds / 2) return speed;
  return paperWidthMm(12.5, pageSeconds) * pixelsPerMm <= widthPx ? 12.5 : 10;
}
