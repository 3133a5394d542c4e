/** Which lead stands where on the page and which stretch of time it shows. */
import type { WaveformGroup } from '../study/waveform.ts';
import { leadsOfPage, type PageLeads, stripsOfPage } from './leads-of-page.ts';
import { type ColumnMode, pageSeconds, type TracingCell, type TracingLayout } from './tracing.ts';

/** Rows of leads; undefined: one row a lead. */
const leadRowsOf: Readonly<Partial<Record<TracingLayout, number>>> = {
  '3x4': 3,
  '3x4+1R': 3,
  '3x4+3R': 3,
  '6x2': 6,
  '6x2+1R': 6,
};

export interface CellPlan extends PageLeads {
  readonly mode: ColumnMode;
  /** Where in the recording the page begins, in seconds. */
  readonly startSeconds: number;
  /** Seconds on the page; ten unless the paper is narrower or the recording shorter. */
  readonly secondsShown: number;
}

export interface CellArrangement {
  readonly rows: number;
  readonly columns: number;
  readonly columnSeconds: number;
  readonly cells: readonly TracingCell[];
}

/** Seconds a page of this recording shows from `startSeconds` on, at most ten. */
export function secondsOnPage(group: WaveformGroup, startSeconds: number): number {
  const left = group.sampleCount / group.samplingHz - startSeconds;
  return Math.max(0, Math.min(pageSeconds, left));
}

/** Arranges the leads: column k shows [start + k·c, start + (k+1)·c) when continuous, [start, start + c) when simultaneous. */
export function arrangeCells(group: WaveformGroup, plan: CellPlan): CellArrangement {
  const names = leadsOfPage(group, plan);
  const columns = Math.max(1, Math.ceil(names.length / (leadRowsOf[plan.layout] ?? names.length)));
  const leadRows = Math.ceil(names.length / columns);
  const columnSeconds = plan.secondsShown / columns;
  const inverted = (leadName: string): boolean => plan.order === 'cabrera' && leadName === 'aVR';
  const cells = names.map((leadName, index): TracingCell => {
    const column = Math.floor(index / leadRows);
    const from = plan.startSeconds + (plan.mode === 'continuous' ? column * columnSeconds : 0);
    return {
      leadName,
      inverted: inverted(leadName),
      row: index % leadRows,
      column,
      fromSeconds: from,
      toSeconds: from + columnSeconds,
      rhythm: false,
    };
  });
  const strips = stripsOfPage(plan).map(
    (leadName, index): TracingCell => ({
      leadName,
      inverted: inverted(leadName),
      row: leadRows + index,
      column: 0,
      fromSeconds: plan.startSeconds,
      toSeconds: plan.startSeconds + plan.secondsShown,
      rhythm: true,
    }),
  );
  return { rows: leadRows + strips.length, columns, columnSeconds, cells: [...cells, ...strips] };
}
