/** From a point on the paper to the lead, sample and stored value under it. */

import type { WaveformGroup, WaveformLead } from '../study/waveform.ts';
import { displayShiftMillivolts, millivoltsOf } from './lead-amplitude.ts';
import { leadNamed } from './lead-presence.ts';
import { samplesOfCell } from './trace-cell.ts';
import { type PlacedCell, type TracingGeometry, xOfSeconds, yOfMillivolts } from './tracing-geometry.ts';

/** The cell of the row nearest to y whose stretch of time holds x; null outside every trace. */
export function cellAt(geometry: TracingGeometry, xMm: number, yMm: number): PlacedCell | null {
  let best: PlacedCell | null = null;
  for (const cell of geometry.cells) {
    if (xMm < cell.leftMm || xMm >= cell.rightMm) continue;
    const distance = Math.abs(yMm - cell.baselineMm);
    if (distance <= geometry.rowPitchMm && (best === null || distance < Math.abs(yMm - best.baselineMm))) {
      best = cell;
    }
  }
  return best;
}

/** Samples of the cell nearest to x, kept to the samples the cell shows. */
export function sampleAt(
  group: WaveformGroup,
  geometry: TracingGeometry,
  cell: PlacedCell,
  xMm: number,
): number {
  const [from, to] = samplesOfCell(cell, group.samplingHz, group.sampleCount);
  const seconds = cell.fromSeconds + (xMm - cell.leftMm) / geometry.speed;
  return Math.min(Math.max(from, Math.round(seconds * group.samplingHz)), Math.max(from, to - 1));
}

/** Millivolts that a height on the paper stands for, on this lead. */
export function millivoltsAt(
  lead: WaveformLead,
  geometry: TracingGeometry,
  cell: PlacedCell,
  yMm: number,
): number {
  const upward = cell.inverted ? -geometry.gain : geometry.gain;
  return (cell.baselineMm - yMm) / upward + displayShiftMillivolts(lead);
}

/** Height on the paper of a stored value of this lead. */
export function yOfLsb(lead: WaveformLead, geometry: TracingGeometry, cell: PlacedCell, lsb: number): number {
  return yOfMillivolts(cell, geometry.gain, millivoltsOf(lead, lsb) - displayShiftMillivolts(lead));
}

/** Horizontal place of a sample in a cell. */
export function xOfSample(
  group: WaveformGroup,
  geometry: TracingGeometry,
  cell: PlacedCell,
  sample: number,
): number {
  return xOfSeconds(cell, geometry.speed, sample / group.samplingHz);
}

/** Every cell that shows this lead and some of the samples between the two, best overlap first. */
export function cellsShowing(
  group: WaveformGroup,
  geometry: TracingGeometry,
  leadName: string,
  samples: readonly [number, number],
): PlacedCell[] {
  if (leadNamed(group, leadName) === undefined) return [];
  const low = Math.min(samples[0], samples[1]);
  const high = Math.max(samples[0], samples[1]);
  const overlap = (cell: PlacedCell): number => {
    const [from, to] = samplesOfCell(cell, group.samplingHz, group.sampleCount);
    return Math.min(high + 1, to) - Math.max(low, from);
  };
  return geometry.cells
    .filter((cell) => cell.leadName === leadName && overlap(cell) > 0)
    .sort((a, b) => overlap(b) - overlap(a));
}
