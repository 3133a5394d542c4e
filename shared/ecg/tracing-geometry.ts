/** Where everything of a tracing lies on paper, in millimetres from the top left corner: the one geometry of screen and PDF. */
import type { WaveformGroup } from '../study/waveform.ts';
import type { PaperGain, PaperSpeed, TracingCell } from './tracing.ts';
import type { CellArrangement, CellPlan } from './tracing-cells.ts';
import { arrangeCells } from './tracing-cells.ts';

/** The calibration pulse: 1 mV high, 200 ms long. */
export const pulseMillivolts = 1;
export const pulseSeconds = 0.2;

const pulseLeadInMm = 2;
const pulseLeadOutMm = 3;
const rightMarginMm = 5;

export interface PlacedCell extends TracingCell {
  /** Left edge (time `fromSeconds`), right edge and zero line. */
  readonly leftMm: number;
  readonly rightMm: number;
  readonly baselineMm: number;
  readonly labelAtMm: { readonly x: number; readonly y: number };
}

export interface TracingGeometry {
  readonly speed: PaperSpeed;
  readonly gain: PaperGain;
  readonly arrangement: CellArrangement;
  readonly rowPitchMm: number;
  readonly gutterMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly cells: readonly PlacedCell[];
  /** Zero line of every row, top to bottom. */
  readonly baselinesMm: readonly number[];
}

export interface GeometryPlan extends CellPlan {
  readonly speed: PaperSpeed;
  readonly gain: PaperGain;
  readonly rowPitchMm: number;
  /** Empty paper above the first row. */
  readonly topMm: number;
}

/** Room left of the traces for the calibration pulse, a whole number of 5 mm squares. */
export function gutterMmAt(speed: PaperSpeed): number {
  return Math.ceil((pulseLeadInMm + pulseSeconds * speed + pulseLeadOutMm) / 5) * 5;
}

/** Paper width that `seconds` need at this speed, gutter and margin included. */
export function paperWidthMm(speed: PaperSpeed, seconds: number): number {
  return gutterMmAt(speed) + seconds * speed + rightMarginMm;
}

/** Seconds that fit on paper of this width at this speed; the speed is never bent to fit. */
export function secondsThatFit(speed: PaperSpeed, widthMm: number): number {
  return Math.max(0, (widthMm - gutterMmAt(speed) - rightMarginMm) / speed);
}

/** Places every cell: 1 s is `speed` mm wide and 1 mV `gain` mm high, exactly. */
export function placeTracing(group: WaveformGroup, plan: GeometryPlan): TracingGeometry {
  const arrangement = arrangeCells(group, plan);
  const gutterMm = gutterMmAt(plan.speed);
  const baselinesMm = Array.from(
    { length: arrangement.rows },
    (_, row) => plan.topMm + (row + 0.5) * plan.rowPitchMm,
  );
  const cells = arrangement.cells.map((cell): PlacedCell => {
    const leftMm = gutterMm + cell.column * arrangement.columnSeconds * plan.speed;
    const baselineMm = baselinesMm[cell.row] ?? 0;
    return {
      ...cell,
      leftMm,
      rightMm: leftMm + (cell.toSeconds - cell.fromSeconds) * plan.speed,
      baselineMm,
      labelAtMm: { x: leftMm + 1, y: baselineMm - Math.min(plan.rowPitchMm / 2 - 3.5, 14) },
    };
  });
  return {
    speed: plan.speed,
    gain: plan.gain,
    arrangement,
    rowPitchMm: plan.rowPitchMm,
    gutterMm,
    widthMm: paperWidthMm(plan.speed, plan.secondsShown),
    heightMm: plan.topMm + arrangement.rows * plan.rowPitchMm,
    cells,
    baselinesMm,
  };
}

/** Outline of the calibration pulse on a row: x, y pairs in mm. */
export function calibrationPulseMm(geometry: TracingGeometry, baselineMm: number): Float64Array {
  const rise = pulseLeadInMm;
  const fall = rise + pulseSeconds * geometry.speed;
  const top = baselineMm - pulseMillivolts * geometry.gain;
  const end = Math.min(fall + pulseLeadOutMm - 1, geometry.gutterMm - 1);
  return Float64Array.of(
    0.5,
    baselineMm,
    rise,
    baselineMm,
    rise,
    top,
    fall,
    top,
    fall,
    baselineMm,
    end,
    baselineMm,
  );
}

/** Horizontal place of a moment of the recording inside a cell. */
export function xOfSeconds(cell: PlacedCell, speed: number, seconds: number): number {
  return cell.leftMm + (seconds - cell.fromSeconds) * speed;
}

/** Vertical place of an amplitude inside a cell; up is positive millivolts, in an inverted cell negative ones. */
export function yOfMillivolts(cell: PlacedCell, gain: number, millivolts: number): number {
  return cell.baselineMm - (cell.inverted ? -millivolts : millivolts) * gain;
}
