import { describe, expect, it } from 'vitest';
import type { EcgMeasurements, RhythmEvidence } from '#shared/ecg/analysis.ts';
import { applyCriticalRules } from '#shared/ecg/critical/apply-rules.ts';
import { noIntervals } from '#shared/ecg/measure/no-intervals.ts';

const measurements: EcgMeasurements = {
  ...noIntervals,
  hrBpm: 70,
  atrialBpm: 70,
  rrMs: { median: 857, min: 840, max: 870 },
};
const rhythm: RhythmEvidence = {
  name: 'sinus',
  confidence: 'high',
  avBlock: null,
  pauses: [],
  ectopy: { ventricular: 0, supraventricular: 0, couplets: 0, runs: [], bigeminy: false },
  rolling: [],
  evidence: [],
};

interface Given {
  readonly m?: Partial<EcgMeasurements>;
  readonly r?: Partial<RhythmEvidence>;
  readonly seconds?: number;
}

function fired({ m = {}, r = {}, seconds = 10 }: Given): string[] {
  return applyCriticalRules({
    measurements: { ...measurements, ...m },
    rhythm: { ...rhythm, ...r },
    lowSampling: null,
    seconds,
  }).map(({ ruleSet, code }) => `${ruleSet} ${code}`);
}

const rr = (max: number): Given => ({ m: { rrMs: { median: 900, min: 800, max } } });
const fast = (name: RhythmEvidence['name'], hrBpm: number, seconds: number): Given => ({
  m: { hrBpm },
  r: { name },
  seconds,
});
const run = (bpm: number, beats: number): Given => ({
  r: { ectopy: { ...rhythm.ectopy, runs: [{ fromSample: 0, toSample: 1, beats, bpm }] } },
});
const preexcited = (min: number, qrsMs: number): Given => ({
  m: { qrsMs, rrMs: { median: 400, min, max: 700 }, hrBpm: 150 },
  r: { name: 'atrial-fibrillation' },
});
const st = (leads: readonly string[], mv: number): Given => ({
  m: { stMv: Object.fromEntries(leads.map((lead) => [lead, { j: mv, j40: mv, j60: mv, j80: mv }])) },
});

describe('each threshold, on both its sides, list by list', () => {
  it.each<[string, Given, string[]]>([
    ['nothing', {}, []],
    ['RR 2999', rr(2999), []],
    ['RR 3000', rr(3000), ['zhejiang PAUSE']],
    ['RR 4999', rr(4999), ['zhejiang PAUSE']],
    ['RR 5000', rr(5000), ['zhejiang PAUSE', 'national-2017 PAUSE']],
    ['36 a minute', { m: { hrBpm: 36 } }, []],
    ['35 a minute', { m: { hrBpm: 35 } }, ['national-2017 BRADY']],
    ['34.9 a minute', { m: { hrBpm: 34.9 } }, ['zhejiang BRADY', 'national-2017 BRADY']],
    ['SVT 179, 40 s', fast('supraventricular-tachycardia', 179, 40), []],
    ['SVT 180, 10 s', fast('supraventricular-tachycardia', 180, 10), []],
    ['SVT 180, 30 s', fast('supraventricular-tachycardia', 180, 30), ['shanxi SVT']],
    ['SVT 200, 10 s', fast('supraventricular-tachycardia', 200, 10), ['national-2017 SVT']],
    ['SVT 229, 30 s', fast('supraventricular-tachycardia', 229, 30), ['shanxi SVT', 'national-2017 SVT']],
    [
      'SVT 230, 30 s',
      fast('supraventricular-tachycardia', 230, 30),
      ['zhejiang SVT', 'shanxi SVT', 'national-2017 SVT'],
    ],
    ['AF 179, 30 s', fast('atrial-fibrillation', 179, 30), []],
    ['AF 180, 29 s', fast('atrial-fibrillation', 180, 29), ['zhejiang AF-FAST']],
    ['flutter 180, 30 s', fast('atrial-flutter', 180, 30), ['zhejiang AF-FAST', 'shanxi AF-FAST']],
    ['VT 100, 31 s', run(100, 53), ['shanxi VT']],
    ['VT 150, 29 s', run(150, 73), []],
    ['VT 150, 30 s', run(150, 76), ['zhejiang VT', 'shanxi VT', 'national-2017 VT']],
    ['pre-excited AF, RR 251', preexcited(251, 140), []],
    ['pre-excited AF, RR 250', preexcited(250, 140), ['shanxi PREEXC-AF']],
    ['pre-excited AF, RR 249', preexcited(249, 140), ['zhejiang PREEXC-AF', 'shanxi PREEXC-AF']],
    ['narrow AF, RR 249', preexcited(249, 90), []],
    ['QTcB 549', { m: { qtcMs: { ...noIntervals.qtcMs, bazett: 549 } } }, []],
    ['QTcB 550', { m: { qtcMs: { ...noIntervals.qtcMs, bazett: 550 } } }, ['national-2017 QTC']],
    ['ST 0.09 in II, aVF', st(['II', 'aVF'], 0.09), []],
    ['ST 0.10 in II, aVF', st(['II', 'aVF'], 0.1), ['zhejiang STE', 'shanxi STE']],
    ['ST 0.10 in II, aVL', st(['II', 'aVL'], 0.1), []],
    ['ST 0.29 in V1, V2', st(['V1', 'V2'], 0.29), []],
    ['ST 0.30 in V1, V2', st(['V1', 'V2'], 0.3), ['shanxi STE']],
    ['ST 0.31 in V1, V2', st(['V1', 'V2'], 0.31), ['zhejiang STE', 'shanxi STE']],
    [
      'a rolling wave',
      { r: { rolling: [{ fromSample: 0, toSample: 2000, hertz: 5 }] } },
      ['zhejiang VF', 'shanxi VF', 'national-2017 VF'],
    ],
  ])('%s', (_, given, expected) => {
    expect(fired(given)).toEqual(expected);
  });
});
