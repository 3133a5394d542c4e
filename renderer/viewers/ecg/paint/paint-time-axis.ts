/** Time of day along the top of a long recording's page: a tick at whole seconds, its time at every few. */
import type { PaperView } from '../layout/paper-view.ts';
import { type Ink, paperFont } from './ink.ts';
import { writeOnPaper } from './paper-marks.ts';

export interface TimeAxis {
  /** Seconds on the axis' own clock at second 0 of the group. */
  readonly zeroSeconds: number;
  /** Words for a second of that clock. */
  readonly text: (clockSeconds: number) => string;
}

/** Between two labels there must be this much paper, mm. */
const leastLabelMm = 42;
const labelSteps = [1, 2, 5, 10, 30];

export function paintTimeAxis(
  context: CanvasRenderingContext2D,
  { axis, view, ink }: { readonly axis: TimeAxis; readonly view: PaperView; readonly ink: Ink },
): void {
  const { geometry, pxPerMm } = view;
  const cell = geometry.cells[0];
  if (cell === undefined) return;
  const step = labelSteps.find((seconds) => seconds * geometry.speed >= leastLabelMm) ?? 60;
  const last = axis.zeroSeconds + cell.toSeconds;
  for (let at = Math.ceil(axis.zeroSeconds + cell.fromSeconds - 1e-6); at <= last; at++) {
    const x = Math.round(
      (cell.leftMm + (at - axis.zeroSeconds - cell.fromSeconds) * geometry.speed) * pxPerMm,
    );
    const labelled = at % step === 0;
    context.fillStyle = ink.pulse;
    context.fillRect(x, 0, 1, labelled ? 12 : 5);
    if (labelled)
      writeOnPaper(context, axis.text(at), x + 4, 11, {
        font: `400 12px ${paperFont}`,
        fill: ink.faintLabel,
      });
  }
}
