/** Journey step 7: an ECG against an earlier one of the same patient: every interval before, now, and the change. */
import type { EcgAnalysis, IntervalMeasurements } from '../ecg/analysis.ts';

export type ComparedName =
  | 'hr'
  | 'pr'
  | 'qrs'
  | 'qt'
  | 'qtcBazett'
  | 'qtcFridericia'
  | 'pAxis'
  | 'qrsAxis'
  | 'tAxis';

export interface ComparedRow {
  readonly name: ComparedName;
  readonly unit: '/min' | 'ms' | 'deg';
  readonly before: number | null;
  readonly now: number | null;
  /** Now less before, of the rounded numbers that are shown; angles the short way round. Null where either is missing. */
  readonly change: number | null;
}

export interface ComparedSt {
  readonly lead: string;
  /** J+60 in mV. */
  readonly before: number | null;
  readonly now: number | null;
  readonly change: number | null;
}

export interface EcgComparison {
  readonly rows: readonly ComparedRow[];
  readonly st: readonly ComparedSt[];
}

interface Side {
  readonly analysis: EcgAnalysis;
  /** With the reader's own points where some were moved. */
  readonly intervals: IntervalMeasurements;
}

/** What a low sampling rate cannot carry on either side is not compared. */
export function compareEcgs(before: Side, now: Side): EcgComparison {
  const held = new Set([before, now].flatMap(({ analysis }) => analysis.lowSampling?.heldBack ?? []));
  const row = (
    name: ComparedName,
    unit: ComparedRow['unit'],
    of: (side: Side) => number | null,
  ): ComparedRow => {
    const [first, second] = [rounded(of(before)), rounded(of(now))];
    const by = first === null || second === null ? null : second - first;
    return {
      name,
      unit,
      before: first,
      now: second,
      change: by === null || unit !== 'deg' ? by : shortWay(by),
    };
  };
  const rows = [
    row('hr', '/min', ({ analysis }) => analysis.measurements.hrBpm),
    row('pr', 'ms', ({ intervals }) => intervals.prMs),
    row('qrs', 'ms', ({ intervals }) => (held.has('qrs') ? null : intervals.qrsMs)),
    row('qt', 'ms', ({ intervals }) => intervals.qtMs),
    row('qtcBazett', 'ms', ({ intervals }) => intervals.qtcMs.bazett),
    row('qtcFridericia', 'ms', ({ intervals }) => intervals.qtcMs.fridericia),
    row('pAxis', 'deg', ({ intervals }) => intervals.axesDeg.p),
    row('qrsAxis', 'deg', ({ intervals }) => intervals.axesDeg.qrs),
    row('tAxis', 'deg', ({ intervals }) => intervals.axesDeg.t),
  ];
  const leads = held.has('st') ? [] : Object.keys(now.intervals.stMv);
  const st = leads.map((lead): ComparedSt => {
    const first = before.intervals.stMv[lead]?.j60 ?? null;
    const second = now.intervals.stMv[lead]?.j60 ?? null;
    return {
      lead,
      before: first,
      now: second,
      change: first === null || second === null ? null : second - first,
    };
  });
  return { rows, st };
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));

const shortWay = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;
