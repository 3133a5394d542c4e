/** Which series must be looked at in which window, and which windows are one. */
import { expect, test } from 'vitest';
import type { Study } from '#shared/study/study.ts';
import { isIn, neededWindows } from '../../../../renderer/viewers/image/needed-windows.ts';

const study = (description: string, ...series: [description: string, modality: string, pictures: number][]) =>
  ({
    description,
    series: series.map(([name, modality, pictures], at) => ({
      ...{ seriesInstanceUid: `${at}`, modality, description: name, bodyPart: null },
      instances: Array.from({ length: pictures }, () => ({ frames: 1 })),
    })),
  }) as unknown as Study;
const needs = (given: Study) =>
  [...neededWindows(given)].map(([series, { name, key }]) => [series, name, key]);

test('of a chest CT the series made for the lung, else the largest; of a head CT bone', () => {
  expect(
    needs(study('胸部平扫', ['定位像', 'CT', 2], ['纵隔 5mm', 'CT', 60], ['肺 1mm', 'CT', 300])),
  ).toEqual([['2', 'lung', '1']]);
  expect(needs(study('CHEST', ['Thorax 5.0 B31f', 'CT', 60], ['Thorax 1.0 B70f', 'CT', 300]))).toEqual([
    ['1', 'lung', '1'],
  ]);
  expect(needs(study('CHEST', ['5.0 STD', 'CT', 60], ['COR', 'CT', 40]))).toEqual([['0', 'lung', '1']]);
  expect(needs(study('颅脑 CT', ['脑 5mm', 'CT', 30], ['骨 2mm', 'CT', 80]))).toEqual([['1', 'bone', '4']]);
});

test('of other exams none', () => {
  expect(needs(study('腹部平扫', ['腹部 5mm', 'CT', 60]))).toEqual([]);
  expect(needs(study('胸部正位', ['', 'DX', 1]))).toEqual([]);
  expect(needs(study('胸部', ['T2', 'MR', 40]))).toEqual([]);
  expect(needs(study('胸部平扫', ['5mm', 'CT', 7]))).toEqual([]);
});

test('lung and bone windows as readers set them; others are neither', () => {
  const as = (centre: number, width: number) => ({ lower: centre - width / 2, upper: centre + width / 2 });
  const [lung, bone] = [
    { name: 'lung', key: '1' },
    { name: 'bone', key: '4' },
  ] as const;
  for (const window of [as(-600, 1500), as(-500, 1600), as(-700, 1000)])
    expect(isIn(lung, window)).toBe(true);
  for (const window of [as(40, 350), as(40, 4000), null]) expect(isIn(lung, window)).toBe(false);
  for (const window of [as(400, 1800), as(300, 1500), as(700, 4000)]) expect(isIn(bone, window)).toBe(true);
  for (const window of [as(40, 80), as(-600, 1500), null]) expect(isIn(bone, window)).toBe(false);
});
