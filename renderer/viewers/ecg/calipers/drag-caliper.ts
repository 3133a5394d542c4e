/** The pointer on the paper: which caliper it grasps, what it creates, and where a drag takes it, snapped to samples and LSB. */
import { leadNamed } from '#shared/ecg/lead-presence.ts';
import { cellAt, millivoltsAt, sampleAt } from '#shared/ecg/locate-on-tracing.ts';
import type { PlacedCell, TracingGeometry } from '#shared/ecg/tracing-geometry.ts';
import { type CaliperDraft, type CaliperLeg, stepCaliper } from '#shared/measure/ecg-caliper-set.ts';
import { type Caliper, lsbAt, nearestLsb } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { CaliperTool } from '../display-settings.ts';
import { type CaliperShape, caliperShape, levelHalfWidthMm } from './caliper-shape.ts';

/** A point of the paper in mm of the tracing. */
export interface PaperPoint {
  readonly x: number;
  readonly y: number;
}

export interface Grasp {
  readonly caliper: Caliper;
  readonly leg: CaliperLeg;
  readonly cell: PlacedCell;
}

/** The caliper leg within `reachMm` of the point; the topmost (newest) wins. */
export function graspAt(
  group: WaveformGroup,
  geometry: TracingGeometry,
  calipers: readonly Caliper[],
  point: PaperPoint,
  reachMm: number,
): Grasp | null {
  for (const caliper of [...calipers].reverse()) {
    const shape = caliperShape(group, geometry, caliper);
    const leg = shape === null ? null : legAt(shape, point, reachMm);
    if (shape !== null && leg !== null) return { caliper, leg, cell: shape.cell };
  }
  return null;
}

function legAt(shape: CaliperShape, point: PaperPoint, reach: number): CaliperLeg | null {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= reach;
  const between = (value: number, a: number, b: number): boolean =>
    value >= Math.min(a, b) - reach && value <= Math.max(a, b) + reach;
  if (shape.kind === 'time') {
    if (!between(point.y, shape.topY, shape.bottomY)) return null;
    if (near(point.x, shape.toX)) return 'to';
    if (near(point.x, shape.fromX)) return 'from';
    return near(point.y, shape.barY) && between(point.x, shape.fromX, shape.toX) ? 'both' : null;
  }
  if (!near(point.x, shape.x) && !between(point.x, shape.x - levelHalfWidthMm, shape.x + levelHalfWidthMm)) {
    return null;
  }
  if (near(point.y, shape.toY)) return 'to';
  if (near(point.y, shape.fromY)) return 'from';
  return near(point.x, shape.x) && between(point.y, shape.fromY, shape.toY) ? 'both' : null;
}

/** A new caliper where the pointer went down; null beside every trace or on a lead that is not there. */
export function draftAt(
  group: WaveformGroup,
  geometry: TracingGeometry,
  tool: CaliperTool,
  point: PaperPoint,
): { readonly draft: CaliperDraft; readonly cell: PlacedCell } | null {
  const cell = cellAt(geometry, point.x, point.y);
  const lead = cell === null ? undefined : leadNamed(group, cell.leadName);
  if (cell === null || lead === undefined) return null;
  const sample = sampleAt(group, geometry, cell, point.x);
  const { leadName } = cell;
  if (tool === 'time') {
    return { draft: { kind: 'time', leadName, fromSample: sample, toSample: sample }, cell };
  }
  const level = nearestLsb(lead, millivoltsAt(lead, geometry, cell, point.y));
  return { draft: { kind: 'voltage', leadName, atSample: sample, fromLsb: level, toLsb: level }, cell };
}

/** The grasped caliper with its leg at the point; `both` follows the way from `start`. */
export function dragTo(
  group: WaveformGroup,
  geometry: TracingGeometry,
  grasp: Grasp,
  start: PaperPoint,
  point: PaperPoint,
): Caliper {
  const { caliper, cell, leg } = grasp;
  const lead = leadNamed(group, caliper.leadName);
  if (lead === undefined) return caliper;
  const levelOf = (y: number): number => nearestLsb(lead, millivoltsAt(lead, geometry, cell, y));
  if (leg === 'both') {
    const samples = Math.round(((point.x - start.x) / geometry.speed) * group.samplingHz);
    return stepCaliper(group, caliper, 'both', { samples, levels: levelOf(point.y) - levelOf(start.y) });
  }
  if (caliper.kind === 'time') {
    const sample = sampleAt(group, geometry, cell, point.x);
    return leg === 'to' ? { ...caliper, toSample: sample } : { ...caliper, fromSample: sample };
  }
  return leg === 'to' ? { ...caliper, toLsb: levelOf(point.y) } : { ...caliper, fromLsb: levelOf(point.y) };
}

/** A caliper for the keyboard: 200 ms wide around the sample, or 1 mV high from the signal there. */
export function draftByKey(
  group: WaveformGroup,
  tool: CaliperTool,
  leadName: string,
  sample: number,
): CaliperDraft | null {
  const lead = leadNamed(group, leadName);
  if (lead === undefined) return null;
  const last = Math.max(0, group.sampleCount - 1);
  if (tool === 'time') {
    const fromSample = Math.min(Math.max(0, sample), last);
    return {
      kind: 'time',
      leadName,
      fromSample,
      toSample: Math.min(last, fromSample + Math.round(group.samplingHz / 5)),
    };
  }
  const fromLsb = lsbAt(lead, sample) ?? 0;
  const toLsb = fromLsb + nearestLsb(lead, 1 + lead.baselineMicrovolts / 1000);
  return { kind: 'voltage', leadName, atSample: sample, fromLsb, toLsb };
}
