/** Small readings from a data set: numbers, vectors, and elements that may sit in an enhanced object's functional group. */
import type { DataSet } from 'dicom-parser';

/** All numbers of a DS or IS element; null when it is absent or not numeric. */
export function numbersAt(dataSet: DataSet, tag: string, least: number): number[] | null {
  const text = dataSet.string(tag);
  if (!text) return null;
  const values = text.split('\\').map(Number);
  return values.length >= least && values.every(Number.isFinite) ? values : null;
}

export function numberAt(dataSet: DataSet, tag: string): number | null {
  return numbersAt(dataSet, tag, 1)?.[0] ?? null;
}

export function pairAt(dataSet: DataSet, tag: string): readonly [number, number] | null {
  const values = numbersAt(dataSet, tag, 2);
  return values ? [values[0] ?? 0, values[1] ?? 0] : null;
}

export function textAt(dataSet: DataSet, tag: string): string {
  return dataSet.string(tag)?.trim() ?? '';
}

/** Where the attribute is: at the top, or in the first item of the functional group `sequence`. */
export function holderOf(dataSet: DataSet, tag: string, sequence: string): DataSet {
  if (dataSet.elements[tag]) return dataSet;
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  return item?.elements[tag] ? item : dataSet;
}
