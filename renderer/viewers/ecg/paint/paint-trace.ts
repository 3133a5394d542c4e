/** The trace layer: calibration pulses, the signal of every cell, its label, and words where a lead is not there. */
import { leadNamed, leadPresence, missingRanges } from '#shared/ecg/lead-presence.ts';
import { samplesOfCell, traceCell } from '#shared/ecg/trace-cell.ts';
import { cellLabel } from '#shared/ecg/tracing.ts';
import { calibrationPulseMm, type PlacedCell, xOfSeconds } from '#shared/ecg/tracing-geometry.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { PaperView } from '../layout/paper-view.ts';
import type { EcgWords } from '../words.ts';
import type { CanvasLayer } from './canvas-layer.ts';
import { type Ink, paperFont } from './ink.ts';
import { paintTimeAxis, type TimeAxis } from './paint-time-axis.ts';
import { hatchStretch, writeOnPaper } from './paper-marks.ts';

/**
 * Ink's width in device pixels. One device pixel is drawn as a hairline, ten times faster than a wider line without a GPU;
 * fine screens get a wider line, or it would be too thin to see.
 */
function inkWidth(ratio: number): number {
  return ratio < 1.5 ? 1 : 1.15 * ratio;
}

export interface TracePage {
  readonly group: WaveformGroup;
  readonly view: PaperView;
  readonly words: EcgWords;
  readonly ink: Ink;
  /** Printed at the foot of the paper: scale, mode, sampling rate. */
  readonly footText: string;
  /** Time of day over the first row; absent on a page whose columns tell their seconds. */
  readonly axis?: TimeAxis | undefined;
}

/** Paints the whole trace layer; the canvas must be empty. */
export function paintTrace(layer: CanvasLayer, page: TracePage): void {
  const { context, ratio } = layer;
  const { view, ink } = page;
  const scale = view.pxPerMm * ratio;
  // Words first: the signal is drawn over a label, never hidden by it.
  context.setTransform(ratio, 0, 0, ratio, Math.round(view.offsetXMm * scale), 0);
  for (const cell of view.geometry.cells) paintCellWords(context, page, cell);
  if (page.axis !== undefined) paintTimeAxis(context, { axis: page.axis, view, ink });
  writeOnPaper(context, page.footText, 2 * view.pxPerMm, (view.geometry.heightMm + 5) * view.pxPerMm, {
    font: `400 12px ${paperFont}`,
    fill: ink.faintLabel,
  });
  // Half a line's thickness in, so that a zero line runs along the middle of its grid line.
  const half = Math.max(1, Math.round(ratio)) / 2;
  context.setTransform(scale, 0, 0, scale, Math.round(view.offsetXMm * scale) + half, half);
  context.lineJoin = 'bevel';
  context.lineCap = 'butt';
  context.strokeStyle = ink.pulse;
  context.lineWidth = inkWidth(ratio) / scale;
  for (const baseline of view.geometry.baselinesMm) {
    strokePolyline(context, calibrationPulseMm(view.geometry, baseline));
  }
  context.strokeStyle = ink.trace;
  for (const cell of view.geometry.cells) paintSignal(context, page, cell, scale);
}

function paintSignal(
  context: CanvasRenderingContext2D,
  page: TracePage,
  cell: PlacedCell,
  columnsPerMm: number,
): void {
  const { group, view } = page;
  const lead = leadNamed(group, cell.leadName);
  if (lead === undefined) return;
  const { speed, gain } = view.geometry;
  const scale = { samplingHz: group.samplingHz, speed, gain, columnsPerMm };
  for (const polyline of traceCell(lead, cell, scale)) strokePolyline(context, polyline);
}

function strokePolyline(context: CanvasRenderingContext2D, points: Float64Array): void {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i] as number, points[i + 1] as number);
  context.stroke();
}

function paintCellWords(context: CanvasRenderingContext2D, page: TracePage, cell: PlacedCell): void {
  const { group, view, words, ink } = page;
  const px = view.pxPerMm;
  const [from, to] = samplesOfCell(cell, group.samplingHz, group.sampleCount);
  const lead = leadNamed(group, cell.leadName);
  const presence = leadPresence(lead, from, to);
  if (cell.column > 0) paintColumnMark(context, cell, px, ink);
  if (presence === 'absent' || presence === 'detached') {
    hatchStretch(context, cell.leftMm * px, cell.rightMm * px, cell.baselineMm * px, 4 * px, ink.hatch);
  } else if (lead !== undefined && presence === 'partly-missing') {
    for (const [start, end] of missingRanges(lead, from, to)) {
      const x = (sample: number): number =>
        xOfSeconds(cell, view.geometry.speed, sample / group.samplingHz) * px;
      hatchStretch(context, x(start), x(end), cell.baselineMm * px, 4 * px, ink.hatch);
    }
  }
  writeOnPaper(context, cellLabel(cell), cell.labelAtMm.x * px, cell.labelAtMm.y * px, {
    font: `700 14px ${paperFont}`,
    fill: ink.label,
  });
  const warning = words.presence[presence];
  if (warning !== '') {
    writeOnPaper(context, warning, ((cell.leftMm + cell.rightMm) / 2) * px, cell.baselineMm * px - 5 * px, {
      font: `700 14px ${paperFont}`,
      fill: ink.label,
      align: 'center',
    });
  }
  if (cell.row === 0 && view.geometry.arrangement.columns > 1) {
    const stretch = `${seconds(cell.fromSeconds)}–${seconds(cell.toSeconds)} s`;
    writeOnPaper(
      context,
      stretch,
      cell.labelAtMm.x * px,
      (cell.baselineMm - view.geometry.rowPitchMm / 2 - 1.6) * px,
      {
        font: `400 12px ${paperFont}`,
        fill: ink.faintLabel,
      },
    );
  }
}

/** A short bar above the trace where the next lead of the row begins. */
function paintColumnMark(context: CanvasRenderingContext2D, cell: PlacedCell, px: number, ink: Ink): void {
  const x = Math.round(cell.leftMm * px);
  context.fillStyle = ink.pulse;
  context.fillRect(x, (cell.labelAtMm.y - 3.5) * px, 1, 4 * px);
}

function seconds(value: number): string {
  return value.toFixed(1);
}
