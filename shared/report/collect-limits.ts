/** Journey step 8: what limits the reading of an ECG, so that a fast report never pretends to be a slow one. Each fact once. */

import type { EcgAnalysis } from '../ecg/analysis.ts';
import { reversalName } from '../ecg/quality/reversal-name.ts';
import type { Waveform } from '../study/waveform.ts';
import type { ReadingLimit } from './report.ts';

/** The diagnostic band of an adult's ECG (AHA/ACC/HRS 2007, part I). */
const diagnosticBand = { lowHz: 0.05, highHz: 150 };
/** Also where a report was signed before its ECG was analysed. */
export const noAnalysisText = '未能自动测量';
const needed = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

export interface LimitBasis {
  /** Null where nothing could be analysed. */
  readonly analysis: EcgAnalysis | null;
  readonly waveform: Waveform | null;
  /** How many earlier studies are known; null while nobody could tell. */
  readonly priors: number | null;
  readonly knowsAgeAndSex: boolean;
}

/** Texts in Chinese, as they are printed; the window says them in its own language by `kind`. */
export function collectLimits({ analysis, waveform, priors, knowsAgeAndSex }: LimitBasis): ReadingLimit[] {
  const limits: ReadingLimit[] = [];
  const add = (kind: ReadingLimit['kind'], text: string): void => {
    limits.push({ kind, text: text.slice(0, 200) });
  };
  if (priors === 0) add('no-prior', '无既往心电图可供比较');
  if (!knowsAgeAndSex) add('no-age-sex', '年龄或性别不详,未按正常范围判读');
  const leads = waveform?.groups[0]?.leads ?? [];
  if (analysis === null) add('no-analysis', noAnalysisText);
  else {
    if (analysis.lowSampling !== null)
      add(
        'low-sampling',
        `采样率 ${analysis.samplingHz} Hz,低于 ${analysis.lowSampling.neededHz} Hz,ST 段与 QRS 判读受限`,
      );
    const of = (...states: readonly string[]): string[] =>
      Object.entries(analysis.quality).flatMap(([lead, { state }]) => (states.includes(state) ? [lead] : []));
    const off = of('off', 'flat');
    if (off.length > 0) add('lead-off', `导联脱落:${off.join('、')}`);
    const noisy = of('noisy', 'saturated');
    if (noisy.length > 0) add('noise', `干扰或饱和:${noisy.join('、')}`);
    const missing = needed.filter((lead) => analysis.quality[lead] === undefined);
    if (missing.length > 0) add('lead-missing', `缺少导联:${missing.join('、')}`);
    if (analysis.leadReversal !== null)
      add('lead-reversal', `导联可能接反(${reversalName(analysis.leadReversal)})`);
  }
  const low = Math.max(...leads.map((lead) => lead.filterLowHz ?? 0), 0);
  const high = Math.min(...leads.map((lead) => lead.filterHighHz ?? Number.POSITIVE_INFINITY));
  if (low > diagnosticBand.lowHz || high < diagnosticBand.highHz)
    add(
      'narrow-filter',
      `设备滤波窄于诊断带宽:${low > 0 ? low : '?'}–${Number.isFinite(high) ? high : '?'} Hz(诊断 0.05–150 Hz)`,
    );
  return limits;
}
