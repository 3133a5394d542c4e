/** C-FIND of the Modality Worklist (PS3.4 annex K): the site's open orders that match, in the asking device's own characters. */
import { charsetOf, defaultCharset, textValue } from '#shared/formats/dicom/charset.ts';
import type { DicomDataSet } from '#shared/formats/dicom/data-set.ts';
import { asciiValue } from '#shared/formats/dicom/element-values.ts';
import {
  type DeviceCharacterSet,
  encodeText,
  specificCharacterSet,
} from '#shared/formats/dicom/encode-text.ts';
import { asciiBytes, type ElementToWrite, writeElements } from '#shared/formats/dicom/write-elements.ts';
import type { Order } from '#shared/study/order.ts';
import { isUniversal, matchesName, matchesValue } from './match-value.ts';
import { deviceName, personNameBytes, textBytes } from './name-for-device.ts';
import { studyUidOf, type WorklistAttribute, worklistStep } from './worklist-step.ts';

export interface WorklistOrder {
  readonly order: Order;
  /** A scanner has begun it (MPPS in progress). */
  readonly started: boolean;
}

export interface FindWorklistDeps {
  /** Orders of this site that have no study yet, newest first. */
  readonly openOrders: () => readonly WorklistOrder[];
  readonly siteName: () => string;
  /** Station time in ms. */
  readonly now: () => number;
}

export interface WorklistQuery {
  readonly identifier: DicomDataSet;
  readonly callingAet: string;
  readonly characterSet: DeviceCharacterSet;
  readonly explicit: boolean;
}

export interface WorklistMatch {
  /** FF00: every key was judged; FF01: some key is one we do not keep (PS3.4 table K.4-2). */
  readonly status: 0xff00 | 0xff01;
  readonly identifier: Uint8Array;
}

const characterSetTag = 0x00080005;
const stepSequence = 0x00400100;
const startDate = 0x00400002;
const startTime = 0x00400003;
const nameTag = 0x00100010;
/** Lengths of PS3.5 table 6.2-1 for text that is cut to fit. */
const longest: Readonly<Record<string, number>> = { SH: 16, LO: 64, LT: 10_240, CS: 16, AE: 16 };
const encoded: ReadonlySet<string> = new Set(['SH', 'LO', 'LT']);

/** The matches in turn; lazily, so that a cancel ends the work. */
export function* findWorklist(deps: FindWorklistDeps, query: WorklistQuery): Generator<WorklistMatch> {
  const today = localStamp(deps.now());
  const judged: Judged = { query: query.identifier, text: keyReader(query.identifier), unknown: false };
  for (const { order, started } of deps.openOrders()) {
    const placed = localStamp(order.placedAt);
    const facts = { stationAet: askedStation(judged, query.callingAet), siteName: deps.siteName(), started };
    // An order that nobody has performed yet is still due: a scanner that asks for today must not lose last night's.
    const days = placed.date === today.date ? [placed] : [placed, { date: today.date, time: '000000' }];
    for (const day of days) {
      const step = worklistStep(order, { ...facts, ...day });
      judged.unknown = false;
      if (!matchesAll(judged, query.identifier, step)) continue;
      const answer = project(query.identifier, step, query.characterSet);
      const declared = asciiBytes(specificCharacterSet(query.characterSet));
      const withCharset = [{ tag: characterSetTag, vr: 'CS', value: declared }, ...answer];
      yield {
        status: judged.unknown ? 0xff01 : 0xff00,
        identifier: writeElements(withCharset, query.explicit),
      };
      break;
    }
  }
}

/** Study Instance UIDs of orders, to find the order of a study that came back without an accession number. */
export function findOrderOfStudy(orders: readonly Order[], studyInstanceUid: string): Order | null {
  if (!studyInstanceUid.startsWith('2.25.')) return null;
  return orders.find((order) => studyUidOf(order.orderId) === studyInstanceUid) ?? null;
}

interface Judged {
  readonly query: DicomDataSet;
  readonly text: (dataSet: DicomDataSet, tag: number, vr: string) => string;
  unknown: boolean;
}

/** Keys in the character set that the query declares. */
function keyReader(identifier: DicomDataSet): Judged['text'] {
  const charset = charsetOf(identifier, defaultCharset, new Set());
  return (dataSet, tag, vr) =>
    encoded.has(vr) || vr === 'PN'
      ? textValue(dataSet, tag, charset, new Set(), vr === 'PN')
      : asciiValue(dataSet, tag, 4096);
}

/** An order is for whichever of the site's scanners takes it: who asks for one title gets that title back. */
function askedStation(judged: Judged, callingAet: string): string {
  const item = judged.query.elements.get(stepSequence)?.items?.[0];
  const asked = item === undefined ? '' : judged.text(item, 0x00400001, 'AE');
  return asked === '' || /[*?\\]/.test(asked) ? callingAet : asked;
}

function matchesAll(judged: Judged, keys: DicomDataSet, step: readonly WorklistAttribute[]): boolean {
  for (const [tag, element] of keys.elements) {
    if (tag === characterSetTag || (tag & 0xffff) === 0) continue;
    const known = step.find((one) => one.tag === tag);
    if (element.items !== null) {
      const [item] = element.items;
      if (item === undefined) continue;
      if (known !== undefined && Array.isArray(known.value)) {
        if (!matchesAll(judged, item, known.value)) return false;
      } else if (hasKey(judged, item)) judged.unknown = true;
      continue;
    }
    if (known === undefined || typeof known.value !== 'string') {
      if (element.length > 0 && !isUniversal(judged.text(keys, tag, 'LO'))) judged.unknown = true;
      continue;
    }
    const key = judged.text(keys, tag, known.vr);
    const matches =
      tag === nameTag ? matchesName(key, waysToWrite(known.value)) : matchesValue(known.vr, key, known.value);
    if (!matches && !(tag === startTime && isWholeDays(judged, keys, step))) return false;
  }
  return true;
}

/** Over several days the times are the ends of the whole span (PS3.4 section C.2.2.2.5.1), judged together. */
function isWholeDays(judged: Judged, keys: DicomDataSet, step: readonly WorklistAttribute[]): boolean {
  const dates = judged.text(keys, startDate, 'DA');
  const times = judged.text(keys, startTime, 'TM');
  if (!dates.includes('-') || !times.includes('-')) return false;
  const at = (tag: number) => step.find((one) => one.tag === tag)?.value as string;
  const [fromDay = '', toDay = ''] = dates.split('-').map((day) => day.trim());
  const [fromTime = '', toTime = ''] = times
    .split('-')
    .map((time) => time.trim().replaceAll(':', '').slice(0, 6));
  const stamp = at(startDate) + at(startTime);
  if (fromDay !== '' && stamp < fromDay + fromTime.padEnd(6, '0')) return false;
  return toDay === '' || stamp <= toDay + toTime.padEnd(6, '9');
}

function hasKey(judged: Judged, item: DicomDataSet): boolean {
  return [...item.elements].some(
    ([tag, element]) =>
      element.length > 0 && element.items === null && !isUniversal(judged.text(item, tag, 'LO')),
  );
}

function waysToWrite(name: string): readonly string[] {
  const { alphabetic, ideographic } = deviceName(name);
  return [name, alphabetic, ideographic, ideographic.replace('^', '')].filter((way) => way !== '');
}

/** Only what was asked for comes back; an empty sequence asks for all of its item. */
function project(
  keys: DicomDataSet,
  step: readonly WorklistAttribute[],
  set: DeviceCharacterSet,
): readonly ElementToWrite[] {
  const answer: ElementToWrite[] = [];
  for (const [tag, element] of keys.elements) {
    if (tag === characterSetTag || (tag & 0xffff) === 0) continue;
    const known = step.find((one) => one.tag === tag);
    if (known === undefined) {
      answer.push(emptyAnswer(tag, element.vr, element.items !== null));
    } else if (known.value === null) answer.push({ tag, vr: 'SQ', value: [] });
    else if (typeof known.value === 'string')
      answer.push({ tag, vr: known.vr, value: bytesOf(known.vr, known.value, set) });
    else {
      const [item] = element.items ?? [];
      const inner = known.value;
      const isAll = item === undefined || item.elements.size === 0;
      answer.push({
        tag,
        vr: 'SQ',
        value: [isAll ? inner.map((one) => whole(one, set)) : project(item, inner, set)],
      });
    }
  }
  return answer;
}

function emptyAnswer(tag: number, vr: string, isSequence: boolean): ElementToWrite {
  return { tag, vr: isSequence ? 'SQ' : vr === '' ? 'UN' : vr, value: isSequence ? [] : new Uint8Array() };
}

function whole(attribute: WorklistAttribute, set: DeviceCharacterSet): ElementToWrite {
  const { tag, vr, value } = attribute;
  if (value === null) return { tag, vr, value: [] };
  if (typeof value === 'string') return { tag, vr, value: bytesOf(vr, value, set) };
  return { tag, vr, value: [value.map((one) => whole(one, set))] };
}

function bytesOf(vr: string, value: string, set: DeviceCharacterSet): Uint8Array {
  if (value === '') return new Uint8Array();
  if (vr === 'PN') return personNameBytes(value, set);
  if (vr === 'US') return new Uint8Array();
  if (encoded.has(vr)) return textBytes(value, set, longest[vr] ?? 64);
  return asciiBytes((encodeText(value, 'ISO_IR 6') === null ? '' : value).slice(0, longest[vr] ?? 64));
}

/** Local date and time of an instant as DA and TM. */
export function localStamp(at: number): { readonly date: string; readonly time: string } {
  const local = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${local.getFullYear()}${two(local.getMonth() + 1)}${two(local.getDate())}`,
    time: `${two(local.getHours())}${two(local.getMinutes())}${two(local.getSeconds())}`,
  };
}
