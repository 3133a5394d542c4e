/** The tracing on this screen: how many CSS pixels a millimetre takes, how high the rows stand, how large the paper is. */
import type { PaperSpeed } from '#shared/ecg/tracing.ts';
import { arrangeCells, secondsOnPage } from '#shared/ecg/tracing-cells.ts';
import { paperWidthMm, placeTracing, type TracingGeometry } from '#shared/ecg/tracing-geometry.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { DisplaySettings } from '../display-settings.ts';

/** CSS pixels per millimetre of a screen nobody has calibrated. */
export const usualPixelsPerMm = 96 / 25.4;

/** Paper above the first row (times of the columns) and below the last (scale and mode in print). */
export const topMm = 5;
export const bottomMm = 10;
const largestPitchMm = 40;
/** A lead by itself may be as high as a tall QRS at 20 mm/mV. */
const largestSinglePitchMm = 90;

export interface PaperView {
  readonly geometry: TracingGeometry;
  /** CSS pixels per millimetre as drawn: the screen's, times `fitFactor`. */
  readonly pxPerMm: number;
  /** 1 at true scale. */
  readonly fitFactor: number;
  /** Place of the tracing's origin on the paper, on a 5 mm line. */
  readonly offsetXMm: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PaperRoom {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the screen, from its calibration. */
  readonly pixelsPerMm: number;
}

/** Lays the page out for the room there is: true to the millimetre (and scrolled when too large), or fitted and saying so. */
export function viewPaper(group: WaveformGroup, settings: DisplaySettings, room: PaperRoom): PaperView {
  const plan = {
    layout: settings.layout,
    mode: settings.mode,
    rhythmLead: settings.rhythmLead,
    order: settings.order,
    extraLeads: settings.extraLeads,
    startSeconds: settings.startSeconds,
    secondsShown: secondsOnPage(group, settings.startSeconds),
  };
  const { rows } = arrangeCells(group, plan);
  const fitFactor = settings.fit ? factorThatFits(settings, plan.secondsShown, rows, room) : 1;
  const pxPerMm = room.pixelsPerMm * fitFactor;
  const rowPitchMm = pitchFor(settings, rows, room.heightPx / pxPerMm);
  const geometry = placeTracing(group, {
    ...plan,
    speed: settings.speed,
    gain: settings.gain,
    rowPitchMm,
    topMm: topMm + spareBeforeMm(room.heightPx / pxPerMm - topMm - bottomMm - rows * rowPitchMm),
  });
  const spareMm = room.widthPx / pxPerMm - geometry.widthMm;
  return {
    geometry,
    pxPerMm,
    fitFactor,
    offsetXMm: spareBeforeMm(spareMm),
    widthPx: Math.max(room.widthPx, Math.ceil(geometry.widthMm * pxPerMm - 0.01)),
    heightPx: Math.max(room.heightPx, Math.ceil((geometry.heightMm + bottomMm) * pxPerMm - 0.01)),
  };
}

/** Half of the room left over, in whole 5 mm squares: the page stands in the middle of the window. */
function spareBeforeMm(spareMm: number): number {
  return Math.max(0, Math.floor(spareMm / 10)) * 5;
}

/** The smallest row that still lets a reader tell the leads apart, in mm. */
function smallestPitchMm(rows: number, gain: number): number {
  const usual = rows >= 10 ? 15 : rows >= 6 ? 20 : 25;
  return gain > 10 ? usual + 10 : usual;
}

/** Rows spread over the height there is in whole 5 mm squares, so that every zero line lies on a line of the grid. */
export function pitchFor(settings: DisplaySettings, rows: number, heightMm: number): number {
  const smallest = smallestPitchMm(rows, settings.gain);
  const even = Math.floor((heightMm - topMm - bottomMm) / rows / 5 + 1e-6) * 5;
  return Math.min(rows === 1 ? largestSinglePitchMm : largestPitchMm, Math.max(smallest, even));
}

function factorThatFits(
  settings: { speed: PaperSpeed; gain: number },
  seconds: number,
  rows: number,
  room: PaperRoom,
): number {
  const byWidth = room.widthPx / (paperWidthMm(settings.speed, seconds) * room.pixelsPerMm);
  const leastMm = topMm + bottomMm + rows * smallestPitchMm(rows, settings.gain);
  const byHeight = room.heightPx / (leastMm * room.pixelsPerMm);
  return Math.max(0.05, Math.min(byWidth, byHeight));
}
