/** Journey step 8: why an ECG may not be called normal by one key. Empty where nothing speaks against it. */

import type { BilingualText, EcgAnalysis, EcgMeasurements } from '../../ecg/analysis.ts';
import { normalLimits } from '../../ecg/interpret/normal-limits.ts';
import { reversalName } from '../../ecg/quality/reversal-name.ts';
import type { GlobalKey } from '../numbers/measurement-keys.ts';

export type NormalObjection =
  | { readonly code: 'no-analysis' | 'no-age-sex' | 'rhythm' }
  | { readonly code: 'critical' | 'statement'; readonly text: BilingualText }
  | { readonly code: 'lead-reversal'; readonly kind: string }
  | { readonly code: 'lead-off' | 'lead-missing'; readonly leads: readonly string[] }
  | { readonly code: 'low-sampling'; readonly samplingHz: number }
  | { readonly code: 'not-measured'; readonly key: GlobalKey }
  | {
      readonly code: 'outside-limits';
      readonly key: GlobalKey;
      readonly value: number;
      readonly limits: readonly [number, number];
    };

export interface NormalBasis {
  readonly analysis: EcgAnalysis;
  /** With the reader's corrections. */
  readonly measurements: EcgMeasurements;
  readonly ageYears: number | null;
  readonly sex: 'M' | 'F' | null;
}

/** The eight independent leads; the other four follow from I and II. */
const needed = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const leastHz = 250;
/** Statements that say nothing abnormal, or that an objection of its own already names. */
const named = new Set(['SR', 'LIMBREV', 'CHESTREV', 'LOWFS', 'LEADOFF']);

/** The graver ones first. */
export function normalObjections(basis: NormalBasis | null): NormalObjection[] {
  if (basis === null) return [{ code: 'no-analysis' }];
  const { analysis, measurements: m, ageYears, sex } = basis;
  const out: NormalObjection[] = [];
  const seen = new Set<string>();
  for (const { code, text } of analysis.critical)
    if (!seen.has(code)) {
      seen.add(code);
      out.push({ code: 'critical', text });
    }
  if (analysis.leadReversal !== null)
    out.push({ code: 'lead-reversal', kind: reversalName(analysis.leadReversal) });
  const off = Object.entries(analysis.quality).flatMap(([lead, { state }]) =>
    state === 'off' || state === 'flat' ? [lead] : [],
  );
  if (off.length > 0) out.push({ code: 'lead-off', leads: off });
  const missing = needed.filter((lead) => analysis.quality[lead] === undefined);
  if (missing.length > 0) out.push({ code: 'lead-missing', leads: missing });
  if (analysis.samplingHz < leastHz) out.push({ code: 'low-sampling', samplingHz: analysis.samplingHz });
  if (analysis.rhythm.name !== 'sinus') out.push({ code: 'rhythm' });
  for (const { code, text } of analysis.statements)
    if (!named.has(code)) out.push({ code: 'statement', text });
  const limits = normalLimits(ageYears ?? undefined, sex ?? undefined);
  if (limits === null) return [...out, { code: 'no-age-sex' }];
  const rows: ReadonlyArray<readonly [GlobalKey, number | null, readonly [number, number]]> = [
    ['hr', m.hrBpm, limits.hrBpm],
    ['pr', m.prMs, limits.prMs],
    ['qrs', m.qrsMs, limits.qrsMs],
    ['qtcBazett', m.qtcMs.bazett, limits.qtcMs],
    ['axisQrs', m.axesDeg.qrs, limits.qrsAxisDeg],
  ];
  for (const [key, value, range] of rows) {
    if (value === null) out.push({ code: 'not-measured', key });
    else if (Math.round(value) < range[0] || Math.round(value) > range[1])
      out.push({ code: 'outside-limits', key, value: Math.round(value), limits: range });
  }
  return out;
}
