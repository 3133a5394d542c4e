/** Values no heart has are told, and one interval is not held against another's. */
import { expect, it } from 'vitest';
import { implausibleSize } from '#shared/report/lint/rules/implausible-size.ts';
import { writeNormalEcg } from '#shared/report/normal-ecg/write-normal-ecg.ts';
import { caseOf } from '../corpus/case.ts';

const said = (findings: string): string[] => {
  const { subject, content } = caseOf(['ecg', 'ECG', '12导联心电图', 'F40', findings, '']);
  return implausibleSize(subject, content).map((found) => found.said);
};

const values = { hr: 64, pr: 148, qrs: 104, qt: 396, qtcBazett: 409, qtcFridericia: 405, axisQrs: 67 };

it.each(['zh-CN', 'en'] as const)('is silent on the normal ECG that one key writes, %s', (language) => {
  const { findings } = writeNormalEcg(values, language);
  expect(findings).toMatch(/409/);
  expect(said(findings)).toEqual([]);
});

it.each([
  'PR间期 148 ms,QRS时限 104 ms,QT间期 396 ms,QTcB 409 ms,QTcF 405 ms,QTcFra 402 ms,QRS电轴 67°',
  'QRS波群时限约 104 ms,RR间期 940 ms',
  'QRS duration of 104 ms, QTc 409 ms, RR interval 940 ms',
  'PR 0.15 s,QRS 0.10 s,QT 0.40 s,QTcB 0.41 s',
])('is silent on %s', (findings) => {
  expect(said(findings)).toEqual([]);
});

it.each([
  ['QRS时限 1040 ms', '1040 ms'],
  ['QRS时限 104 ms,QT间期 396 ms,QTcB 4090 ms', '4090 ms'],
  ['QRS duration of 20 ms', '20 ms'],
  ['PR间期 15 ms,QRS时限 104 ms', '15 ms'],
  ['QRS 1.04 s', '1.04 s'],
])('tells of %s', (findings, wrong) => {
  expect(said(findings)).toEqual([wrong]);
});
