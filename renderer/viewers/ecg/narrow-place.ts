/** A place beside another examination, where a page of ten seconds does not fit at the usual speed: folded tools, a slower paper. */
import { type PaperSpeed, pageSeconds } from '#shared/ecg/tracing.ts';
import { paperWidthMm } from '#shared/ecg/tracing-geometry.ts';
import { usualSettings } from './display-settings.ts';

/** CSS pixels: less holds half of a page at 25 mm/s, two of the four columns. */
const narrowPx = 640;

export function isNarrowPlace(widthPx: number): boolean {
  return widthPx < narrowPx;
}

/**
 * What a tracing is shown at until its reader chooses a speed: in a narrow place the faster of 12.5 and 10 mm/s that shows
 * all four columns and the whole rhythm strip. It stays a scale to the millimetre, named in the toolbar and on the paper.
 */
export function usualSpeed(widthPx: number, pixelsPerMm: number): PaperSpeed {
  if (!isNarrowPlace(widthPx)) return usualSettings.speed;
  return paperWidthMm(12.5, pageSeconds) * pixelsPerMm <= widthPx ? 12.5 : 10;
}
