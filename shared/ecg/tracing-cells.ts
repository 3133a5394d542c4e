/** Which lead stands where on the page and which stretch of time it shows: the layouts 3×4+1R, 6×2 and 12×1. */
import { standardLeads, type WaveformGroup } from '../study/waveform.ts';
import { type ColumnMode, pageSeconds, type TracingCell, type TracingLayout } from './tracing.ts';

const columnsOf: Readonly<Record<TracingLayout, number>> = { '3x4+1R': 4, '6x2': 2, '12x1': 1 };

export interface CellPlan {
  readonly layout: TracingLayout;
  readonly mode: ColumnMode;
  /** Lead of the rhythm strip (3×4+1R). */
  readonly rhythmLead: string;
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

/** Leads of the page in reading order: the standard twelve; further ones (V7, V3R …) follow where a row a lead is given. */
export function leadsOfPage(group: WaveformGroup, layout: TracingLayout): readonly string[] {
  const own = group.leads.map((lead) => lead.name);
  const extra = own.filter((name) => !standardLeads.some((standard) => standard === name));
  if (extra.length === own.length && own.length > 0) return own;
  return layout === '12x1' ? [...standardLeads, ...extra] : standardLeads;
}

/** Leads the recording has and this layout leaves out. */
export function leadsLeftOut(group: WaveformGroup, layout: TracingLayout): readonly string[] {
  const shown = leadsOfPage(group, layout);
  return group.leads.map((lead) => lead.name).filter((name) => !shown.includes(name));
}

/** Seconds a page of this recording shows from `startSeconds` on, at most ten. */
export function secondsOnPage(group: WaveformGroup, startSeconds: number): number {
  const left = group.sampleCount / group.samplingHz - startSeconds;
  return Math.max(0, Math.min(pageSeconds, left));
}

/** Arranges the leads: column k shows [start + k·c, start + (k+1)·c) when continuous, [start, start + c) when simultaneous. */
export function arrangeCells(group: WaveformGroup, plan: CellPlan): CellArrangement {
  const names = leadsOfPage(group, plan.layout);
  const columns = columnsOf[plan.layout];
  const leadRows = Math.ceil(names.length / columns);
  const columnSeconds = plan.secondsShown / columns;
  const cells: TracingCell[] = names.map((leadName, index) => {
    const column = Math.floor(index / leadRows);
    const from = plan.startSeconds + (plan.mode === 'continuous' ? column * columnSeconds : 0);
    return {
      leadName,
      row: index % leadRows,
      column,
      fromSeconds: from,
      toSeconds: from + columnSeconds,
      rhythm: false,
    };
  });
  if (plan.layout !== '3x4+1R') return { rows: leadRows, columns, columnSeconds, cells };
  cells.push({
    leadName: plan.rhythmLead,
    row: leadRows,
    column: 0,
    fromSeconds: plan.startSeconds,
    toSeconds: plan.startSeconds + plan.secondsShown,
    rhythm: true,
  });
  return { rows: leadRows + 1, columns, columnSeconds, cells };
}
