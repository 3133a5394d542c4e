import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { findNumbers } from '#shared/report/numbers/find-numbers.ts';
import { judgeNumbers, wrongNumbers } from '#shared/report/numbers/judge-numbers.ts';
import { markManual } from '#shared/report/numbers/mark-manual.ts';
import { decimalsOf, rounded } from '#shared/report/numbers/measured-values.ts';
import { globalKeys } from '#shared/report/numbers/measurement-keys.ts';
import { heldMeasurements, rebindNumbers } from '#shared/report/numbers/rebind-numbers.ts';
import { writeNumber } from '#shared/report/numbers/write-number.ts';
import { reportContentSchema } from '#shared/report/report.ts';

const keysOf = (text: string) => findNumbers(text).map(({ key, value }) => [key, value]);
const statesOf = (text: string, measured: Record<string, number | null>) =>
  judgeNumbers(text, measured).map(({ state }) => state);

describe('numbers in a report', () => {
  it('are found again under the label they were written with, in both languages', () => {
    const keys = [...globalKeys, 'st:V2:j', 'st:V2:j60', 'st:aVF:j80', 'st:III:j40'];
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.constantFrom('zh-CN' as const, 'en' as const),
        fc.integer({ min: -1500, max: 1500 }),
        fc.constantFrom('', '窦性心律,', 'Sinus rhythm, ', '心房颤动\n'),
        (key, language, raw, before) => {
          const value = rounded(raw / 10 ** decimalsOf(key), decimalsOf(key));
          const text = `${before}${writeNumber(key, value, language)}。`;
          expect(keysOf(text)).toEqual([[key, value]]);
        },
      ),
    );
  });

  it('are read as doctors write them', () => {
    expect(keysOf('窦性心率约75次/分,P-R间期为0.16s,QRS波群时限:0.09 秒')).toEqual([
      ['hr', 75],
      ['pr', 160],
      ['qrs', 90],
    ]);
    expect(keysOf('QT/QTc:QT 368 ms,QTc(Fridericia)370ms,心电轴 -12°,心房率 300 次/分')).toEqual([
      ['qt', 368],
      ['qtcFridericia', 370],
      ['axisQrs', -12],
      ['atrialRate', 300],
    ]);
    expect(keysOf('Ventricular rate 88 bpm, PR interval 161 ms, QRS duration is 75')).toEqual([
      ['hr', 88],
      ['pr', 161],
      ['qrs', 75],
    ]);
  });

  it('are no limits, ranges, extremes, and nothing of an earlier study', () => {
    expect(keysOf('心率 60-100 次/分,QRS < 120 ms,最快心率 180 次/分,aVR 3')).toEqual([]);
    expect(keysOf('与 2025-01-02 心电图(胡场)比较:窦性心律,心率 80 次/分\n心率 75 次/分')).toEqual([
      ['hr', 75],
    ]);
    expect(keysOf('Compared with 2025-01-02: rate 80 bpm')).toEqual([]);
  });

  it('agree as far as they are written out', () => {
    expect(statesOf('PR间期 0.16 s', { pr: 161 })).toEqual(['bound']);
    expect(statesOf('PR间期 160 ms', { pr: 161 })).toEqual(['contradicted']);
    expect(statesOf('PR间期 160 ms', { pr: null })).toEqual(['stale']);
    expect(statesOf('PR间期 160 ms', {})).toEqual(['free']);
    expect(statesOf('Cornell 2.8 mV', { cornell: 2.83 })).toEqual(['bound']);
  });

  it('follow the measurement they agreed with; what was typed against it stays', () => {
    const text = '心率 75 次/分,PR间期 0.16 s,QRS时限 99 ms';
    const { text: after, moved } = rebindNumbers(
      text,
      { hr: 75, pr: 161, qrs: 90 },
      { hr: 101, pr: 204, qrs: 95 },
    );
    expect(after).toBe('心率 101 次/分,PR间期 0.20 s,QRS时限 99 ms');
    expect(moved(0)).toBe(0);
    expect(after.slice(moved(text.indexOf('次')))).toBe(after.slice(after.indexOf('次')));
    expect(moved(text.length)).toBe(after.length);
    expect(heldMeasurements({ hr: 75, pr: 161 }, { hr: 80 })).toEqual({ hr: 80, pr: null });
  });

  it('stand against the report until kept by hand, and are then named so', () => {
    const content = reportContentSchema.parse({
      findings: 'PR间期 150 ms,心率 75 次/分',
      impression: 'PR 150',
      ecg: { measured: { pr: 161, hr: 75 } },
    });
    expect(wrongNumbers(content).map(({ key }) => key)).toEqual(['pr', 'pr']);
    const kept = { ...content, ecg: { measured: { pr: 161, hr: 75 }, manual: [{ key: 'pr', value: 150 }] } };
    expect(wrongNumbers(kept)).toEqual([]);
    expect(markManual(kept, 'findings')).toBe('PR间期 150 ms(手工值),心率 75 次/分');
    expect(markManual(kept, 'impression')).toBe('PR 150(手工值)');
  });

  it('leave a report without them as it was, canonical JSON and all', () => {
    const old = { findings: 'PR间期 150 ms', impression: '正常心电图', recommendation: '' };
    expect(canonicalJson(reportContentSchema.parse(old))).toBe(canonicalJson(old));
    expect(wrongNumbers(reportContentSchema.parse(old))).toEqual([]);
    const held = {
      ...old,
      ecg: { measured: { 'st:V2:j60': rounded(-0.0001, 2), cornell: rounded(1.005, 2) } },
    };
    const parsed = reportContentSchema.parse(JSON.parse(JSON.stringify(held)));
    expect(canonicalJson(parsed)).toBe(canonicalJson(held));
    expect(parsed.ecg?.measured).toEqual({ 'st:V2:j60': 0, cornell: 1.01 });
  });
});

describe('the numbers of calipers', () => {
  const line = 'V2 Δt3 412 ms · ΔV3 0.125 mV';

  it('are found by the caliper they carry, beside all others, and in the order they stand', () => {
    expect(keysOf(`心率 75 次/分,${line},PR间期 161 ms`)).toEqual([
      ['hr', 75],
      ['caliper:3:t', 412],
      ['caliper:3:v', 0.125],
      ['pr', 161],
    ]);
    expect(keysOf('II Δt 412 ms · ΔV +0.125 mV')).toEqual([]);
    expect(keysOf(`前次 ${line}`)).toEqual([]);
  });

  it('follow their caliper, and are stale once it is taken away; what another day measured stays', () => {
    const before = { 'caliper:3:t': 412, 'caliper:3:v': 0.125 };
    expect(rebindNumbers(line, before, { 'caliper:3:t': 420.5, 'caliper:3:v': -0.2 }).text).toBe(
      'V2 Δt3 421 ms · ΔV3 -0.200 mV',
    );
    const reopened = heldMeasurements(before, { 'caliper:4:t': 80 });
    expect(reopened).toEqual({ ...before, 'caliper:4:t': 80 });
    expect(statesOf(line, reopened)).toEqual(['bound', 'bound']);
    const removed = heldMeasurements(before, { 'caliper:3:t': null, 'caliper:3:v': null });
    expect(statesOf(line, removed)).toEqual(['stale', 'stale']);
    expect(
      wrongNumbers(reportContentSchema.parse({ findings: line, impression: '', ecg: { measured: removed } })),
    ).toHaveLength(2);
  });
});
