/** An ECG analysed, or the test fails with the reason. */
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { AnalysisOptions, EcgAnalysis } from '#shared/ecg/analysis.ts';
import type { Waveform } from '#shared/study/waveform.ts';

export function analysed(waveform: Waveform, options: AnalysisOptions = {}): EcgAnalysis {
  const found = analyseEcg(waveform, options);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

export function codesOf({ statements }: EcgAnalysis): string[] {
  return statements.map(({ code }) => code);
}

/** `zhejiang STE` and so on. */
export function criticalOf({ critical }: EcgAnalysis): string[] {
  return critical.map(({ ruleSet, code }) => `${ruleSet} ${code}`);
}
