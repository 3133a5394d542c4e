/** Journey step 10: a 12-lead tracing as vectors in millimetres, to scale, for the report PDF. */
import type { Waveform, WaveformGroup } from '../study/waveform.ts';
import { leadNamed, leadPresence } from './lead-presence.ts';
import { samplesOfCell, traceCell } from './trace-cell.ts';
import type { ColumnMode, LeadPresence, PaperGain, PaperSpeed, TracingLayout } from './tracing.ts';
import { arrangeCells, secondsOnPage } from './tracing-cells.ts';
import { calibrationPulseMm, placeTracing, secondsThatFit } from './tracing-geometry.ts';

export interface TracingRequest {
  readonly waveform: Waveform;
  readonly layout: TracingLayout;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly speed: PaperSpeed;
  readonly gain: PaperGain;
  /** Defaults: continuous columns, rhythm lead II, from the start of the recording. */
  readonly mode?: ColumnMode;
  readonly rhythmLead?: string;
  readonly startSeconds?: number;
  /** See `PageLeads`. */
  readonly ownLeadsOnly?: boolean;
  readonly extraLeads?: boolean;
}

export interface TracedLead {
  readonly name: string;
  readonly rhythm: boolean;
  readonly presence: LeadPresence;
  readonly labelAtMm: { readonly x: number; readonly y: number };
  /** Where the row's zero line runs; a missing lead gets its words here. */
  readonly baselineMm: number;
  readonly leftMm: number;
  readonly rightMm: number;
  /** x, y pairs in mm from the top left corner, y downward; one polyline for each unbroken stretch. */
  readonly polylinesMm: readonly Float64Array[];
}

export interface LaidTracing {
  readonly leads: readonly TracedLead[];
  /** One 1 mV, 200 ms pulse a row. */
  readonly calibrationPulseMm: readonly Float64Array[];
  readonly gridMm: {
    readonly width: number;
    readonly height: number;
    readonly minor: 1;
    readonly major: 5;
  };
  /** Seconds of the recording on the page: fewer than ten when paper or recording ends earlier. State it beside the tracing. */
  readonly secondsShown: number;
  readonly columnSeconds: number;
}

/** An empty recording has no groups; it is laid out as twelve absent leads. */
const nothing: WaveformGroup = { label: '', samplingHz: 500, sampleCount: 0, leads: [] };

/** Lays the first group of a recording out on paper of the given size, at exactly `speed` mm/s and `gain` mm/mV. */
export function layoutTracing(request: TracingRequest): LaidTracing {
  const group = request.waveform.groups[0] ?? nothing;
  const startSeconds = request.startSeconds ?? 0;
  const plan = {
    layout: request.layout,
    mode: request.mode ?? 'continuous',
    rhythmLead: request.rhythmLead ?? 'II',
    startSeconds,
    ownLeadsOnly: request.ownLeadsOnly ?? false,
    extraLeads: request.extraLeads ?? false,
    secondsShown: Math.min(
      secondsOnPage(group, startSeconds),
      secondsThatFit(request.speed, request.widthMm),
    ),
  };
  const rows = arrangeCells(group, plan).rows;
  const geometry = placeTracing(group, {
    ...plan,
    speed: request.speed,
    gain: request.gain,
    topMm: 0,
    rowPitchMm: request.heightMm / rows,
  });
  const leads = geometry.cells.map((cell): TracedLead => {
    const lead = leadNamed(group, cell.leadName);
    const [from, to] = samplesOfCell(cell, group.samplingHz, group.sampleCount);
    const scale = { samplingHz: group.samplingHz, speed: request.speed, gain: request.gain };
    return {
      name: cell.leadName,
      rhythm: cell.rhythm,
      presence: leadPresence(lead, from, to),
      labelAtMm: cell.labelAtMm,
      baselineMm: cell.baselineMm,
      leftMm: cell.leftMm,
      rightMm: cell.rightMm,
      polylinesMm: lead === undefined ? [] : traceCell(lead, cell, scale),
    };
  });
  return {
    leads,
    calibrationPulseMm: geometry.baselinesMm.map((baseline) => calibrationPulseMm(geometry, baseline)),
    gridMm: { width: request.widthMm, height: request.heightMm, minor: 1, major: 5 },
    secondsShown: plan.secondsShown,
    columnSeconds: geometry.arrangement.columnSeconds,
  };
}
