/** Words of a 12-lead tracing on paper: layouts, paper speeds, gains, and what one stretch of one lead on the page is. */

/** 3x4: three rows of four columns, 6x2: six rows of two, +1R/+3R: rhythm strips below; 12x1: one row a lead; single: one lead. */
export const tracingLayouts = ['3x4', '3x4+1R', '3x4+3R', '6x2', '6x2+1R', '12x1', 'single'] as const;
export type TracingLayout = (typeof tracingLayouts)[number];

/** Paper speeds in mm/s. */
export const paperSpeeds = [10, 12.5, 25, 50] as const;
export type PaperSpeed = (typeof paperSpeeds)[number];

/** Gains in mm/mV. */
export const paperGains = [2.5, 5, 10, 20] as const;
export type PaperGain = (typeof paperGains)[number];

/** continuous: column k shows the k-th stretch of time; simultaneous: every column shows the first stretch. */
export const columnModes = ['continuous', 'simultaneous'] as const;
export type ColumnMode = (typeof columnModes)[number];

/** standard: I II III aVR aVL aVF; cabrera: aVL I −aVR II aVF III, in the order of their angles (AHA/ACC/HRS 2007). */
export const leadOrders = ['standard', 'cabrera'] as const;
export type LeadOrder = (typeof leadOrders)[number];

/** A printed page holds ten seconds. */
export const pageSeconds = 10;

/** How much of a lead is there: `flat` is a lead whose samples never change, `detached` one that is all padding. */
export type LeadPresence = 'present' | 'partly-missing' | 'flat' | 'detached' | 'absent';

/** One lead's stretch of time at one place of the layout. */
export interface TracingCell {
  readonly leadName: string;
  /** Drawn upside down and labelled so (−aVR of the Cabrera order); its numbers stay those of the lead. */
  readonly inverted: boolean;
  readonly row: number;
  readonly column: number;
  /** Half-open stretch of the recording in seconds. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly rhythm: boolean;
}

/** What is written beside the trace. */
export function cellLabel(cell: Pick<TracingCell, 'leadName' | 'inverted'>): string {
  return cell.inverted ? `−${cell.leadName}` : cell.leadName;
}
