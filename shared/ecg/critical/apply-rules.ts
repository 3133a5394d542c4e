/** Tries every rule of every list on what was measured; a rule that needs what was not measured does not fire. */
import type { CriticalFinding, EcgAnalysis, Evidence } from '../analysis.ts';
import { raisedSt } from '../interpret/raised-st.ts';
import { type RuleSet, ruleSets } from './rule-sets.ts';

export type CriticalView = Pick<EcgAnalysis, 'measurements' | 'rhythm' | 'lowSampling'> & {
  readonly seconds: number;
};

/** All findings of all lists, side by side; machine findings, to be confirmed by a person. */
export function applyCriticalRules(view: CriticalView): CriticalFinding[] {
  return ruleSets.flatMap((rules) => applyOne(rules, view));
}

function applyOne(
  rules: RuleSet,
  { measurements: m, rhythm, lowSampling, seconds }: CriticalView,
): CriticalFinding[] {
  const out: CriticalFinding[] = [];
  const fire = (code: string, zh: string, en: string, evidence: readonly Evidence[]): void => {
    out.push({ ruleSet: rules.ruleSet, version: rules.version, code, text: { zh, en }, evidence });
  };
  const hr = m.hrBpm;
  const rate: Evidence[] = hr === null ? [] : [{ name: 'hr', value: hr, unit: '/min' }];
  const longest = m.rrMs.max;
  if (rules.pauseAtLeastMs !== null && longest !== null && longest >= rules.pauseAtLeastMs)
    fire('PAUSE', '长 RR 间期', 'Long RR interval', [{ name: 'rr', value: longest, unit: 'ms' }]);
  if (
    rules.slow !== null &&
    hr !== null &&
    (hr < rules.slow.bpm || (rules.slow.inclusive && hr === rules.slow.bpm))
  )
    fire('BRADY', '严重心动过缓', 'Severe bradycardia', rate);
  const lasts = seconds >= rules.fastSeconds;
  if (
    rhythm.name === 'supraventricular-tachycardia' &&
    rules.svtAtLeastBpm !== null &&
    hr !== null &&
    lasts &&
    hr >= rules.svtAtLeastBpm
  )
    fire('SVT', '室上性心动过速', 'Supraventricular tachycardia', rate);
  const fibrillates = rhythm.name === 'atrial-fibrillation' || rhythm.name === 'atrial-flutter';
  if (
    fibrillates &&
    rules.fibrillationAtLeastBpm !== null &&
    hr !== null &&
    lasts &&
    hr >= rules.fibrillationAtLeastBpm
  )
    fire('AF-FAST', '快速房颤/房扑', 'Fast atrial fibrillation or flutter', rate);
  for (const run of rhythm.ectopy.runs) {
    const lasting = run.beats > 1 ? ((run.beats - 1) * 60) / run.bpm : 0;
    if (run.bpm >= rules.vtAtLeastBpm && lasting >= rules.vtSeconds)
      fire('VT', '持续性室性心动过速', 'Sustained ventricular tachycardia', [
        { name: 'hr', value: run.bpm, unit: '/min' },
        { name: 'duration', value: lasting, unit: 's' },
      ]);
  }
  const qtc = m.qtcMs.bazett;
  if (rules.qtcAtLeastMs !== null && qtc !== null && qtc >= rules.qtcAtLeastMs)
    fire('QTC', 'QTcB 显著延长', 'Marked QTcB prolongation', [{ name: 'qtcBazett', value: qtc, unit: 'ms' }]);
  const raised = rules.st === null || lowSampling !== null ? [] : raisedBy(rules.st, m.stMv);
  if (raised.length >= 2)
    fire(
      'STE',
      '疑似急性心肌梗死:相邻导联 ST 段抬高',
      'Possible acute infarction: ST elevation in contiguous leads',
      raised,
    );
  const shortest = m.rrMs.min;
  const wide = m.qrsMs !== null && m.qrsMs >= preexcitedQrsMs;
  if (
    rhythm.name === 'atrial-fibrillation' &&
    rules.preexcited !== null &&
    wide &&
    shortest !== null &&
    (shortest < rules.preexcited.rrMs || (rules.preexcited.inclusive && shortest === rules.preexcited.rrMs))
  )
    fire('PREEXC-AF', '疑似预激伴快速房颤', 'Possible pre-excited atrial fibrillation', [
      { name: 'rr', value: shortest, unit: 'ms' },
      { name: 'qrs', value: m.qrsMs ?? 0, unit: 'ms' },
    ]);
  for (const { fromSample, toSample, hertz } of rhythm.rolling) {
    fire('VF', '疑似心室颤动、心室扑动或尖端扭转', 'Possible ventricular fibrillation, flutter or torsades', [
      { name: 'from', value: fromSample, unit: 'sample' },
      { name: 'to', value: toSample, unit: 'sample' },
      { name: 'frequency', value: hertz, unit: 'Hz' },
    ]);
  }
  return out;
}

/** Pre-excited beats are wide; narrow ones with short intervals are fibrillation alone. */
const preexcitedQrsMs = 110;

function raisedBy(st: NonNullable<RuleSet['st']>, levels: EcgAnalysis['measurements']['stMv']): Evidence[] {
  return raisedSt(levels, (lead) => {
    if (/^V[123]$/.test(lead)) return { mv: st.chestMv, inclusive: st.chestInclusive };
    return /^(I{1,3}|aV[LF]|V[456])$/.test(lead) ? { mv: st.limbMv, inclusive: true } : null;
  });
}
