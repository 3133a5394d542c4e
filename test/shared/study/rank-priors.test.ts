import { expect, it } from 'vitest';
import { bodyRegionOf } from '../../../shared/study/body-region.ts';
import { hangsBeside, type RankedExam, rankPriors } from '../../../shared/study/rank-priors.ts';

const now = Date.parse('2026-03-01T08:00:00Z');
const exam = (
  modality: string,
  bodyPart: string,
  description: string,
  daysAgo: number | null,
): RankedExam => ({
  modality,
  bodyPart,
  description,
  at: daysAgo === null ? null : now - daysAgo * 86_400_000,
});

/** Current exam, its priors in any order, and which of them a radiologist would hang first. */
const cases: ReadonlyArray<readonly [RankedExam, readonly RankedExam[], number]> = [
  [exam('CT', 'CHEST', '', 0), [exam('CT', 'ABDOMEN', '', 5), exam('CT', 'CHEST', '', 400)], 1],
  [exam('CT', 'CHEST', '', 0), [exam('DX', 'CHEST', '', 10), exam('CT', 'CHEST', '', 700)], 1],
  [exam('CT', 'CHEST', '', 0), [exam('CT', 'CHEST', '', 700), exam('CT', 'CHEST', '', 90)], 1],
  [exam('CT', 'CHEST', '', 0), [exam('DX', 'CHEST', '', 3), exam('CT', 'HEAD', '', 3)], 0],
  [exam('DX', 'CHEST', '', 0), [exam('CT', 'CHEST', '', 3), exam('CR', 'CHEST', '', 300)], 1],
  [exam('DX', 'CHEST', '', 0), [exam('DX', 'KNEE', '', 1), exam('CT', 'CHEST', '', 200)], 1],
  [exam('DX', '', '胸部正位片', 0), [exam('DX', 'ANKLE', '', 1), exam('CR', '', 'Chest PA', 900)], 1],
  [exam('DX', 'KNEE', '', 0), [exam('DX', 'CHEST', '', 1), exam('DX', '', '右膝正侧位', 500)], 1],
  [exam('DX', 'KNEE', '', 0), [exam('MR', 'KNEE', '', 100), exam('DX', 'HAND', '', 2)], 0],
  [exam('CT', 'HEAD', '', 0), [exam('MR', 'BRAIN', '', 60), exam('CT', 'ABDOMEN', '', 2)], 0],
  [exam('CT', 'HEAD', '', 0), [exam('CT', '', '颅脑CT平扫', 800), exam('MR', 'BRAIN', '', 30)], 0],
  [exam('CT', 'HEAD', '', 0), [exam('CT', 'NECK', '', 30), exam('CT', 'PELVIS', '', 2)], 0],
  [exam('MR', 'BRAIN', '', 0), [exam('CT', 'HEAD', '', 1), exam('MR', 'HEAD', '', 365)], 1],
  [exam('MR', 'BRAIN', '', 0), [exam('MR', 'LSPINE', '', 1), exam('CT', 'BRAIN', '', 100)], 1],
  [exam('MR', 'LSPINE', '', 0), [exam('MR', 'KNEE', '', 1), exam('MR', '', '腰椎MR', 900)], 1],
  [exam('MR', 'CSPINE', '', 0), [exam('MR', 'BRAIN', '', 1), exam('DX', '', '颈椎正侧位', 300)], 1],
  [exam('US', 'ABDOMEN', '', 0), [exam('US', 'THYROID', '', 1), exam('CT', 'ABDOMEN', '', 90)], 1],
  [exam('US', 'ABDOMEN', '', 0), [exam('US', '', '肝胆胰脾超声', 400), exam('CT', 'ABDOMEN', '', 9)], 0],
  [exam('US', '', '甲状腺超声', 0), [exam('US', 'ABDOMEN', '', 1), exam('US', 'THYROID', '', 500)], 1],
  [exam('US', '', '乳腺超声', 0), [exam('MG', 'BREAST', '', 100), exam('US', 'ABDOMEN', '', 1)], 0],
  [exam('MG', 'BREAST', '', 0), [exam('US', 'BREAST', '', 30), exam('MG', 'BREAST', '', 365)], 1],
  [exam('MG', 'BREAST', '', 0), [exam('MG', '', '双乳钼靶', 365), exam('MG', '', '双乳钼靶', 730)], 0],
  [exam('ECG', 'HEART', '', 0), [exam('CT', 'CHEST', '', 1), exam('ECG', 'HEART', '', 200)], 1],
  [exam('ECG', 'HEART', '', 0), [exam('ECG', 'HEART', '', 200), exam('ECG', 'HEART', '', 2)], 1],
  [exam('ECG', '', '12导联心电图', 0), [exam('DX', 'HAND', '', 1), exam('ECG', '', '12导联心电图', 900)], 1],
  [exam('CT', '', '冠脉CTA', 0), [exam('CT', 'CHEST', '', 10), exam('CT', 'HEART', '', 700)], 1],
  [exam('CT', '', '冠脉CTA', 0), [exam('CT', 'CHEST', '', 10), exam('CT', 'KNEE', '', 2)], 0],
  [exam('CT', 'ABDOMEN', '', 0), [exam('CT', 'PELVIS', '', 20), exam('CT', 'HEAD', '', 1)], 0],
  [exam('CT', '', '上腹部增强', 0), [exam('CT', 'CHEST', '', 2), exam('CT', 'LIVER', '', 300)], 1],
  [exam('CT', '', '泌尿系CTU', 0), [exam('DX', 'KUB', '', 30), exam('CT', 'CHEST', '', 1)], 0],
  [exam('DX', 'KUB', '', 0), [exam('CT', 'KIDNEY', '', 10), exam('DX', 'ABDOMEN', '', 60)], 1],
  [exam('DX', 'PELVIS', '', 0), [exam('DX', 'CHEST', '', 1), exam('DX', '', '骨盆平片', 600)], 1],
  [exam('DX', 'HIP', '', 0), [exam('DX', '', '左髋正位', 300), exam('DX', 'PELVIS', '', 10)], 0],
  [exam('DX', 'WRIST', '', 0), [exam('DX', 'HAND', '', 40), exam('DX', 'ANKLE', '', 1)], 0],
  [exam('DX', '', '右腕关节正侧位', 0), [exam('DX', '', '胸片', 1), exam('CR', '', '右手正位', 90)], 1],
  [exam('XA', 'HEART', '', 0), [exam('XA', 'HEAD', '', 1), exam('XA', '', '冠状动脉造影', 700)], 1],
  [exam('CT', 'CHEST', '', 0), [exam('CT', 'CHEST', '', null), exam('CT', 'CHEST', '', 3000)], 1],
  [exam('', '', '', 0), [exam('CT', 'CHEST', '', 90), exam('DX', 'HAND', '', 3)], 1],
  [exam('CT', 'SINUS', '', 0), [exam('CT', '', '副鼻窦CT', 200), exam('CT', 'CHEST', '', 1)], 0],
  [exam('PT', 'CHEST', '', 0), [exam('CT', 'CHEST', '', 200), exam('MR', 'CHEST', '', 100)], 0],
];

it('puts first what a radiologist would hang first, in at least 36 of 40 pairs', () => {
  const wrong = cases.filter(
    ([current, priors, first]) => rankPriors(current, priors, now)[0] !== priors[first],
  );
  console.log(JSON.stringify({ measure: 'prior-ranking', pairs: cases.length, wrong: wrong.length }));
  expect(cases).toHaveLength(40);
  expect(wrong.length).toBeLessThanOrEqual(4);
});

it('keeps the order of equals', () => {
  const same = [exam('CT', 'CHEST', 'a', 9), exam('CT', 'CHEST', 'b', 9)];
  expect(rankPriors(exam('CT', 'CHEST', '', 0), same, now)).toEqual(same);
});

it.each([
  ['CSPINE', 'spine'],
  ['C_SPINE', 'spine'],
  ['胸椎正侧位', 'spine'],
  ['胸部正位片', 'chest'],
  ['颈部血管超声', 'neck'],
  ['头颅CT平扫', 'head'],
  ['双手正位', 'upper-limb'],
  ['足部', 'lower-limb'],
  ['骨盆', 'pelvis'],
  ['', null],
] as const)('%s is of the %s', (text, region) => {
  expect(bodyRegionOf(text)).toBe(region);
});

it('hangs without being asked only what shows the same part of the body in a like way', () => {
  const chest = exam('DX', 'CHEST', '', 0);
  expect(hangsBeside(chest, exam('CR', 'CHEST', '', 0))).toBe(true);
  expect(hangsBeside(chest, exam('CT', 'CHEST', '', 0))).toBe(false);
  expect(hangsBeside(chest, exam('DX', 'KNEE', '', 0))).toBe(false);
  expect(hangsBeside(exam('DX', '', '', 0), exam('DX', '', '', 0))).toBe(false);
});
