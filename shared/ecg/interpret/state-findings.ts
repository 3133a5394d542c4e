/** Statements by published rules, each with what was measured; all of them unconfirmed until a person accepts them. */
import { standardLeads } from '../../study/waveform.ts';
import type { AnalysisOptions, EcgAnalysis, EcgStatement, Evidence } from '../analysis.ts';
import { normalLimits } from './normal-limits.ts';
import { raisedSt } from './raised-st.ts';
import { stateConduction } from './state-conduction.ts';

export type Measured = Pick<
  EcgAnalysis,
  'measurements' | 'rhythm' | 'leadReversal' | 'lowSampling' | 'beats' | 'quality' | 'medianBeat'
>;

const rhythms: Readonly<Partial<Record<string, readonly [code: string, zh: string, en: string]>>> = {
  'atrial-fibrillation': ['AFIB', '心房颤动', 'Atrial fibrillation'],
  paced: ['PACED', '心室起搏心律', 'Ventricular paced rhythm'],
  'supraventricular-tachycardia': ['SVTAC', '室上性心动过速', 'Supraventricular tachycardia'],
  junctional: ['JUNC', '交界性心律可能', 'Possible junctional rhythm'],
};
const rhythmSource = 'AHA/ACC/HRS 2007 Recommendations, part II; regularity of RR and presence of P';

/** Applies the rules. Normal limits need age and sex; what a low sampling rate cannot carry is not stated. */
export function stateFindings(measured: Measured, options: AnalysisOptions): EcgStatement[] {
  const { measurements: m, rhythm, leadReversal, lowSampling, quality } = measured;
  const out: EcgStatement[] = [];
  const add = (
    code: string,
    zh: string,
    en: string,
    evidence: readonly Evidence[],
    source: string,
    confidence: EcgStatement['confidence'] = 'high',
  ): void => {
    out.push({ code, text: { zh, en }, evidence, confidence, source });
  };
  const limits = normalLimits(options.ageYears, options.sex);
  const held = new Set(lowSampling?.heldBack ?? []);
  const rate = fact('hr', m.hrBpm, '/min');
  if (rhythm.name === 'sinus' && m.hrBpm !== null) {
    const [low, high] = limits?.hrBpm ?? [60, 100];
    const source =
      limits?.source ?? 'AHA/ACC/HRS 2007 Recommendations, part II (adult limits; age or sex unknown)';
    const age = options.ageYears;
    if (m.hrBpm > high && (limits !== null || age === undefined || age >= 16))
      add('STACH', '窦性心动过速', 'Sinus tachycardia', rate, source);
    else if (m.hrBpm < low && (limits !== null || age === undefined || age >= 16))
      add('SBRAD', '窦性心动过缓', 'Sinus bradycardia', rate, source);
    else add('SR', '窦性心律', 'Sinus rhythm', rate, rhythmSource, rhythm.confidence);
  }
  const named = rhythms[rhythm.name];
  if (named !== undefined)
    add(named[0], named[1], named[2], [...rate, ...rhythm.evidence], rhythmSource, rhythm.confidence);
  out.push(...stateConduction(measured));
  if (rhythm.avBlock === 'first' && m.prMs !== null && m.prMs > (limits?.prMs[1] ?? 200))
    add(
      '1AVB',
      '一度房室传导阻滞',
      'First-degree AV block',
      fact('pr', m.prMs, 'ms'),
      limits?.source ?? rhythmSource,
    );
  if (rhythm.pauses.length > 0)
    add('PAUSE', '长 RR 间期', 'Pause', fact('rr', m.rrMs.max, 'ms'), rhythmSource);
  if (rhythm.ectopy.ventricular > 0)
    add(
      'PVC',
      '室性期前收缩',
      'Ventricular premature beats',
      [{ name: 'ventricularBeats', value: rhythm.ectopy.ventricular, unit: '1' }],
      rhythmSource,
      'medium',
    );
  if (rhythm.ectopy.supraventricular > 0)
    add(
      'PAC',
      '室上性期前收缩',
      'Supraventricular premature beats',
      [{ name: 'supraventricularBeats', value: rhythm.ectopy.supraventricular, unit: '1' }],
      rhythmSource,
      'medium',
    );
  if (limits !== null && !held.has('qrs') && rhythm.name !== 'paced') {
    if (m.qrsMs !== null && m.qrsMs > limits.qrsMs[1])
      add(
        'WQRS',
        'QRS 时限延长',
        'Prolonged QRS duration',
        fact('qrs', m.qrsMs, 'ms'),
        limits.source,
        'medium',
      );
    const axis = m.axesDeg.qrs;
    if (axis !== null && axis < limits.qrsAxisDeg[0])
      add('LAD', '心电轴左偏', 'Left axis deviation', fact('qrsAxis', axis, 'deg'), limits.source);
    if (axis !== null && axis > limits.qrsAxisDeg[1])
      add('RAD', '心电轴右偏', 'Right axis deviation', fact('qrsAxis', axis, 'deg'), limits.source);
  }
  const { bazett, fridericia } = m.qtcMs;
  // Bazett makes too much of the QT of a fast heart: there Fridericia has to agree (AHA/ACCF/HRS 2009, part IV).
  const fast = m.hrBpm !== null && m.hrBpm > 90;
  const qtc = fast ? Math.min(bazett ?? 0, fridericia ?? 0) : bazett;
  if (limits !== null && qtc !== null && qtc > limits.qtcMs[1] && m.qrsMs !== null && m.qrsMs < 120)
    add(
      'LNGQT',
      fast ? 'QTcB 与 QTcF 延长' : 'QTcB 延长',
      fast ? 'Prolonged QTcB and QTcF' : 'Prolonged QTcB',
      [...fact('qtcBazett', bazett, 'ms'), ...(fast ? fact('qtcFridericia', fridericia, 'ms') : [])],
      limits.source,
      'medium',
    );
  const adult = options.ageYears !== undefined && options.ageYears >= 16;
  if (adult && !held.has('amplitude')) {
    if (m.sokolowLyonMv !== null && m.sokolowLyonMv >= 3.5)
      add(
        'LVHV',
        '左心室高电压',
        'Left ventricular high voltage',
        fact('sokolowLyon', m.sokolowLyonMv, 'mV'),
        'Sokolow and Lyon 1949: S V1 + R V5/V6 >= 3.5 mV',
        'medium',
      );
    else if (
      m.cornellMv !== null &&
      options.sex !== undefined &&
      m.cornellMv > (options.sex === 'M' ? 2.8 : 2)
    )
      add(
        'LVHV',
        '左心室高电压',
        'Left ventricular high voltage',
        fact('cornell', m.cornellMv, 'mV'),
        'Casale 1987: R aVL + S V3 > 2.8 (men), 2.0 mV (women)',
        'medium',
      );
  }
  if (!held.has('st')) {
    const raised = raisedSt(m.stMv, (lead) => infarctionThreshold(lead, options));
    if (raised.length >= 2)
      add(
        'STE',
        'ST 段抬高',
        'ST elevation',
        raised,
        'Fourth Universal Definition of MI 2018: J point, two contiguous leads',
        'medium',
      );
  }
  if (leadReversal !== null) {
    const chest = leadReversal.kind === 'precordial';
    add(
      chest ? 'CHESTREV' : 'LIMBREV',
      chest ? '胸导联可能接反' : '肢体导联可能接反',
      chest ? 'Possible chest lead reversal' : 'Possible limb lead reversal',
      leadReversal.evidence,
      'AHA/ACC/HRS 2007, part I',
      leadReversal.confidence,
    );
  }
  if (lowSampling !== null)
    add(
      'LOWFS',
      '采样率过低,未作 ST 与 QRS 结论',
      'Low sampling rate: no ST or QRS claims',
      fact('samplingRate', lowSampling.samplingHz, 'Hz'),
      'AHA/ACC/HRS 2007, part I',
    );
  if (measured.beats.length === 0)
    add(
      'NOQRS',
      '未检出 QRS 波,无测量值',
      'No QRS complex found: nothing is measured',
      [],
      'AHA/ACC/HRS 2007, part I',
    );
  const missing = standardLeads.filter((lead) => quality[lead] === undefined);
  if (missing.length > 0 && missing.length <= 4)
    add(
      'MISSL',
      '导联缺失',
      'Missing leads',
      missing.map((lead) => ({ name: 'lead', value: 'absent', unit: '', lead })),
      'AHA/ACC/HRS 2007, part I',
    );
  const off = Object.entries(quality).filter(([, { state }]) => state === 'off' || state === 'flat');
  if (off.length > 0)
    add(
      'LEADOFF',
      '导联脱落',
      'Lead off',
      off.map(([lead, { state }]) => ({ name: 'lead', value: state, unit: '', lead })),
      'AHA/ACC/HRS 2007, part I',
    );
  return out;
}

/** Where ST counts as raised at the J point, by age and sex; without them the threshold of men of 40 and more. */
function infarctionThreshold(lead: string, { ageYears, sex }: AnalysisOptions) {
  if (lead === 'aVR') return null;
  if (lead === 'V2' || lead === 'V3') {
    const mv = sex === 'F' ? 0.15 : sex === 'M' && ageYears !== undefined && ageYears < 40 ? 0.25 : 0.2;
    return { mv, inclusive: true };
  }
  if (/^V[789]$|^V[3-5]R$/.test(lead)) return { mv: 0.05, inclusive: true };
  return /^(I{1,3}|aV[LF]|V[1456])$/.test(lead) ? { mv: 0.1, inclusive: true } : null;
}

function fact(name: string, value: number | null, unit: string): Evidence[] {
  return value === null ? [] : [{ name, value, unit }];
}
