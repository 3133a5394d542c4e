/** Journey step 2: values out of a data set. None of these throws: what is absent or no number is null. */
import type { DicomDataSet, DicomElement } from './data-set.ts';

/** The bytes of an element's value, without a copy; null when absent or empty. */
export function valueBytes(dataSet: DicomDataSet, tag: number): Uint8Array | null {
  const element = dataSet.elements.get(tag);
  if (element === undefined || element.length === 0 || element.items !== null) return null;
  return dataSet.bytes.subarray(element.start, element.start + element.length);
}

/** ASCII text of an element that knows no character set (UI, CS, DA, IS …), padding removed; '' when absent. */
export function asciiValue(dataSet: DicomDataSet, tag: number, most = 1024): string {
  const bytes = valueBytes(dataSet, tag);
  if (bytes === null) return '';
  let text = '';
  const end = Math.min(bytes.length, most);
  for (let at = 0; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return trimPadding(text);
}

/** The first of several values. */
export function firstValue(text: string): string {
  const end = text.indexOf('\\');
  return (end < 0 ? text : text.slice(0, end)).trim();
}

/** Removes NULs and blanks that pad a value to even length. */
export function trimPadding(text: string): string {
  const nul = text.indexOf('\0');
  return (nul < 0 ? text : text.slice(0, nul)).trim();
}

/** Integer string (IS), first value; null when absent or no integer. */
export function integerValue(dataSet: DicomDataSet, tag: number): number | null {
  const text = firstValue(asciiValue(dataSet, tag, 256));
  return /^[+-]?\d{1,12}$/.test(text) ? Number(text) : null;
}

/** Decimal strings (DS); null when absent or one is no number. */
export function decimalValues(dataSet: DicomDataSet, tag: number): readonly number[] | null {
  const text = asciiValue(dataSet, tag, 65536);
  if (text === '') return null;
  const numbers = text.split('\\').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** Unsigned 16-bit value at `index`; null when absent. */
export function uint16Value(dataSet: DicomDataSet, tag: number, index = 0): number | null {
  const element = numeric(dataSet, tag, index, 2);
  return element === null ? null : dataSet.view.getUint16(element.start + index * 2, dataSet.littleEndian);
}

/** Unsigned 32-bit value; null when absent. */
export function uint32Value(dataSet: DicomDataSet, tag: number): number | null {
  const element = numeric(dataSet, tag, 0, 4);
  return element === null ? null : dataSet.view.getUint32(element.start, dataSet.littleEndian);
}

/** 64-bit float value; null when absent. */
export function doubleValue(dataSet: DicomDataSet, tag: number): number | null {
  const element = numeric(dataSet, tag, 0, 8);
  return element === null ? null : dataSet.view.getFloat64(element.start, dataSet.littleEndian);
}

/** Items of a sequence; empty when absent. */
export function itemsOf(dataSet: DicomDataSet, tag: number): readonly DicomDataSet[] {
  return dataSet.elements.get(tag)?.items ?? [];
}

function numeric(dataSet: DicomDataSet, tag: number, index: number, size: number): DicomElement | null {
  const element = dataSet.elements.get(tag);
  if (element === undefined || element.items !== null) return null;
  return element.length >= (index + 1) * size ? element : null;
}
