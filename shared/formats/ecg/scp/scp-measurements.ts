/** Journey step 2: sections 7 and 10 of SCP-ECG (EN 1064 5.10, 5.13): what the cart measured, of all leads and of each. */
import type { DeviceMeasurement, LeadMeasurement } from '../../../study/waveform.ts';
import { leadName } from '../lead-names.ts';
import type { ScpSection } from './scp-record.ts';

/** Values that stand for "not measured", "unknown" and "too noisy". */
const isNone = (value: number) =>
  value === 29_999 || value === 29_998 || value === 19_999 || value === 0xffff;
const isNoAxis = (value: number) => value === 999 || value === 29_999 || value < -360 || value > 360;

/** Section 7: averages of the recording, and the measurements of reference beat 0. */
export function readGlobalMeasurements(
  section: ScpSection | undefined,
  warnings: Set<string>,
): DeviceMeasurement[] {
  if (section === undefined) return [];
  const { body } = section;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (body.length < 6) {
    warnings.add('section-damaged');
    return [];
  }
  const found: DeviceMeasurement[] = [];
  const add = (name: string, value: number | null, unit: string) => {
    if (value !== null) found.push({ name, value, unit });
  };
  const positive = (at: number) => {
    const value = at + 2 <= body.length ? view.getUint16(at, true) : 0;
    return value === 0 || isNone(value) ? null : value;
  };
  add('RR Interval', positive(2), 'ms');
  add('PP Interval', positive(4), 'ms');
  const beats = body[0] ?? 0;
  const spikes = body[1] ?? 0;
  if (beats > 0 && body.length >= 22) {
    const [pOn, pOff, qrsOn, qrsOff, tOff] = [0, 1, 2, 3, 4].map((index) => {
      const value = view.getUint16(6 + index * 2, true);
      return isNone(value) ? null : value;
    });
    const between = (from: number | null | undefined, to: number | null | undefined) =>
      from == null || to == null || to <= from ? null : to - from;
    add('P Duration', between(pOn, pOff), 'ms');
    add('PR Interval', between(pOn, qrsOn), 'ms');
    add('QRS Duration', between(qrsOn, qrsOff), 'ms');
    add('QT Interval', between(qrsOn, tOff), 'ms');
    for (const [index, name] of ['P Axis', 'QRS Axis', 'T Axis'].entries()) {
      const value = view.getInt16(16 + index * 2, true);
      add(name, isNoAxis(value) ? null : value, 'deg');
    }
  }
  // After the beats: spikes (4 bytes, then 6 bytes each), types of the QRS complexes, then rates and QTc.
  const typesAt = 6 + beats * 16 + spikes * 10;
  const types = typesAt + 2 <= body.length ? view.getUint16(typesAt, true) : 0;
  const ratesAt = typesAt + 2 + types;
  if (ratesAt + 6 <= body.length) {
    add('Ventricular Heart Rate', positive(ratesAt), '/min');
    add('Atrial Heart Rate', positive(ratesAt + 2), '/min');
    add('QTc Interval', positive(ratesAt + 4), 'ms');
  }
  return found;
}

/** Order of the values of a lead in section 10 (table 13); what is no number (shapes, codes) is left out. */
const leadValues: ReadonlyArray<readonly [name: string, unit: string] | null> = [
  ['P Duration', 'ms'],
  ['PR Interval', 'ms'],
  ['QRS Duration', 'ms'],
  ['QT Interval', 'ms'],
  ['Q Duration', 'ms'],
  ['R Duration', 'ms'],
  ['S Duration', 'ms'],
  ["R' Duration", 'ms'],
  ["S' Duration", 'ms'],
  ['Q Amplitude', 'uV'],
  ['R Amplitude', 'uV'],
  ['S Amplitude', 'uV'],
  ["R' Amplitude", 'uV'],
  ["S' Amplitude", 'uV'],
  ['J Point Amplitude', 'uV'],
  ['P+ Amplitude', 'uV'],
  ['P- Amplitude', 'uV'],
  ['T+ Amplitude', 'uV'],
  ['T- Amplitude', 'uV'],
  ['ST Slope', 'uV/s'],
  null,
  null,
  ['Isoelectric Onset', 'ms'],
  ['Isoelectric End', 'ms'],
  ['Intrinsicoid Deflection', 'ms'],
  null,
  ['ST Amplitude J+20', 'uV'],
  ['ST Amplitude J+60', 'uV'],
  ['ST Amplitude J+80', 'uV'],
  ['ST Amplitude J+RR/16', 'uV'],
  ['ST Amplitude J+RR/8', 'uV'],
];

/** Section 10. */
export function readLeadMeasurements(
  section: ScpSection | undefined,
  warnings: Set<string>,
): LeadMeasurement[] {
  if (section === undefined || section.body.length < 4) return [];
  const { body } = section;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const found: LeadMeasurement[] = [];
  const count = view.getUint16(0, true);
  let at = 4;
  for (let index = 0; index < count; index++) {
    const length = at + 4 <= body.length ? view.getUint16(at + 2, true) : -1;
    if (length < 0 || at + 4 + length > body.length) {
      warnings.add('section-damaged');
      break;
    }
    const lead = leadName(`5.6.3-9-${view.getUint16(at, true)}`, '', `#${view.getUint16(at, true)}`, index);
    for (const [order, named] of leadValues.entries()) {
      if (named === null || order * 2 + 2 > length) continue;
      const value = view.getInt16(at + 4 + order * 2, true);
      if (!isNone(value)) found.push({ lead, name: named[0], value, unit: named[1] });
    }
    at += 4 + length;
  }
  return found;
}
