/** Statements on how the impulse travels: AV block, flutter, wide tachycardia, fibrillating ventricles, pre-excitation. */
import type { EcgStatement } from '../analysis.ts';
import { deltaWave } from './delta-wave.ts';
import type { Measured } from './state-findings.ts';

const rhythmSource =
  'AHA/ACC/HRS 2007 Recommendations, part II; counted P and flutter waves against QRS complexes';
type Words = readonly [code: string, zh: string, en: string];

const blocks: Readonly<Partial<Record<string, Words>>> = {
  'second-wenckebach': ['2AVB1', '二度Ⅰ型房室传导阻滞', 'Second-degree AV block, Mobitz type I'],
  'second-mobitz': ['2AVB2', '二度Ⅱ型房室传导阻滞', 'Second-degree AV block, Mobitz type II'],
  'two-to-one': ['2AVB21', '2:1房室传导阻滞', '2:1 AV block'],
  third: ['3AVB', '三度房室传导阻滞', 'Complete (third-degree) AV block'],
};
const rhythms: Readonly<Partial<Record<string, Words>>> = {
  'atrial-flutter': ['AFLT', '心房扑动', 'Atrial flutter'],
  'ventricular-tachycardia': [
    'WQT',
    '宽QRS波心动过速,室性心动过速未除外',
    'Wide-QRS tachycardia: ventricular until shown otherwise',
  ],
  'ventricular-escape': ['VESCR', '室性逸搏心律', 'Ventricular escape rhythm'],
};

export function stateConduction({ measurements: m, rhythm, medianBeat }: Measured): EcgStatement[] {
  const out: EcgStatement[] = [];
  const add = (
    [code, zh, en]: Words,
    rest: Pick<EcgStatement, 'evidence' | 'confidence' | 'source'>,
  ): void => {
    out.push({ code, text: { zh, en }, ...rest });
  };
  const rate = m.hrBpm === null ? [] : [{ name: 'hr', value: m.hrBpm, unit: '/min' }];
  const named = rhythms[rhythm.name];
  if (named !== undefined)
    add(named, {
      evidence: [...rate, ...rhythm.evidence],
      confidence: rhythm.confidence,
      source: rhythmSource,
    });
  const block = rhythm.avBlock === null ? undefined : blocks[rhythm.avBlock];
  if (block !== undefined)
    add(block, { evidence: [...rate, ...rhythm.evidence], confidence: 'medium', source: rhythmSource });
  if (rhythm.rolling.length > 0)
    add(
      ['VFIB', '疑似心室颤动、心室扑动或尖端扭转', 'Possible ventricular fibrillation, flutter or torsades'],
      {
        evidence: rhythm.rolling.map(({ hertz }) => ({ name: 'frequency', value: hertz, unit: 'Hz' })),
        confidence: 'medium',
        source: 'Kuo and Dillman 1978: VF filter leakage below 0.406',
      },
    );
  const delta = medianBeat === null || rhythm.name !== 'sinus' ? null : deltaWave(medianBeat, m);
  if (delta !== null)
    add(['WPW', '心室预激可能', 'Possible ventricular pre-excitation'], {
      evidence: delta,
      confidence: 'low',
      source: 'AHA/ACCF/HRS 2009 Recommendations, part III: PR < 120 ms, slurred upstroke, wide QRS',
    });
  return out;
}
