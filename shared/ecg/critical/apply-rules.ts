/** Tries every rule of every list on what was measured; a rule that needs what was not measured does not fire. */
import type { CriticalFinding, EcgAnalysis, Evidence } from '../analysis.ts';
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
  const raised = rules.st === null || lowSampling !== null ? [] : raisedLeads(rules.st, m.stMv);
  if (raised.length >= 2)
    fire('STE', '疑似急性心肌梗死:ST 段抬高', 'Possible acute infarction: ST elevation', raised);
  return out;
}

/** Two leads at least: one raised lead is noise more often than infarction. */
function raisedLeads(
  st: NonNullable<RuleSet['st']>,
  levels: EcgAnalysis['measurements']['stMv'],
): Evidence[] {
  return Object.entries(levels).flatMap(([lead, { j60 }]) => {
    if (j60 === null || lead === 'aVR') return [];
    const chest = /^V[123]$/.test(lead);
    if (!chest && !/^(I{1,3}|aV[LF]|V[456])$/.test(lead)) return [];
    const high = chest ? (st.chestInclusive ? j60 >= st.chestMv : j60 > st.chestMv) : j60 >= st.limbMv;
    return high ? [{ name: 'stJ60', value: j60, unit: 'mV', lead }] : [];
  });
}
