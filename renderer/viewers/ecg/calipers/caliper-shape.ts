/** Where a caliper stands on this paper, in mm of the tracing: shared by the overlay's painter and the pointer. */
import { leadNamed } from '#shared/ecg/lead-presence.ts';
import { cellsShowing, xOfSample, yOfLsb } from '#shared/ecg/locate-on-tracing.ts';
import { samplesOfCell } from '#shared/ecg/trace-cell.ts';
import type { PlacedCell, TracingGeometry } from '#shared/ecg/tracing-geometry.ts';
import { type Caliper, lsbAt, marchOf } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';

export type CaliperShape =
  | {
      readonly kind: 'time';
      readonly cell: PlacedCell;
      readonly fromX: number;
      readonly toX: number;
      /** The bar between the legs. */
      readonly barY: number;
      readonly topY: number;
      readonly bottomY: number;
      /** The signal under each leg; null on missing signal. */
      readonly fromY: number | null;
      readonly toY: number | null;
    }
  | {
      readonly kind: 'voltage';
      readonly cell: PlacedCell;
      readonly x: number;
      readonly fromY: number;
      readonly toY: number;
    };

/** Half the width of a voltage caliper's levels, in mm. */
export const levelHalfWidthMm = 7;

/** The caliper's place in the cell that shows most of it; null when this page does not show it. */
export function caliperShape(
  group: WaveformGroup,
  geometry: TracingGeometry,
  caliper: Caliper,
): CaliperShape | null {
  const lead = leadNamed(group, caliper.leadName);
  if (lead === undefined) return null;
  if (caliper.kind === 'voltage') {
    const [cell] = cellsShowing(group, geometry, caliper.leadName, [caliper.atSample, caliper.atSample]);
    if (cell === undefined) return null;
    return {
      kind: 'voltage',
      cell,
      x: xOfSample(group, geometry, cell, caliper.atSample),
      fromY: yOfLsb(lead, geometry, cell, caliper.fromLsb),
      toY: yOfLsb(lead, geometry, cell, caliper.toLsb),
    };
  }
  const span = [caliper.fromSample, caliper.toSample] as const;
  const [cell] = cellsShowing(group, geometry, caliper.leadName, span);
  if (cell === undefined) return null;
  const signalY = (sample: number): number | null => {
    const lsb = lsbAt(lead, sample);
    return lsb === null ? null : yOfLsb(lead, geometry, cell, lsb);
  };
  const half = geometry.rowPitchMm / 2;
  return {
    kind: 'time',
    cell,
    fromX: xOfSample(group, geometry, cell, caliper.fromSample),
    toX: xOfSample(group, geometry, cell, caliper.toSample),
    barY: cell.baselineMm + half * 0.62,
    topY: cell.baselineMm - half,
    bottomY: cell.baselineMm + half,
    fromY: signalY(caliper.fromSample),
    toY: signalY(caliper.toSample),
  };
}

/** The further legs of a marching caliper: in every cell whose time they fall into, rhythm strips and all leads alike. */
export function marchShapes(
  group: WaveformGroup,
  geometry: TracingGeometry,
  caliper: Caliper,
): Array<{ readonly x: number; readonly topY: number; readonly bottomY: number }> {
  if (caliper.kind !== 'time') return [];
  const half = geometry.rowPitchMm / 2;
  return geometry.cells.flatMap((cell) => {
    const [from, to] = samplesOfCell(cell, group.samplingHz, group.sampleCount);
    return marchOf(caliper, from, to - 1).map((sample) => ({
      x: xOfSample(group, geometry, cell, sample),
      topY: cell.baselineMm - half * 0.5,
      bottomY: cell.baselineMm + half * 0.5,
    }));
  });
}
