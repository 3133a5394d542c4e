/** Journey step 2: sections 3 and 4 of SCP-ECG (EN 1064 5.6, 5.7): which leads, from which sample to which; where the beats are. */
import { ok, type Result } from '../../../result.ts';
import { leadName } from '../lead-names.ts';
import { damaged, type ScpSection } from './scp-record.ts';

export interface ScpLead {
  readonly name: string;
  /** Counted from 1; both ends belong to the lead. */
  readonly start: number;
  readonly end: number;
}

export interface ScpLeads {
  readonly leads: readonly ScpLead[];
  readonly subtracted: boolean;
}

/** Names by lead number beyond limbs and chest (EN 1064 table 5). */
const furtherNames: Readonly<Record<number, string>> = {
  16: 'X',
  17: 'Y',
  18: 'Z',
  19: 'CC5',
  20: 'CM5',
  65: '-aVR',
  70: 'D',
  71: 'A',
  72: 'J',
  131: 'ES',
  132: 'AS',
  133: 'AI',
  134: 'S',
};

/** A day at 1000 Hz: no lead of this format, whose lengths are 16 bits, is longer. */
const mostSamples = 86_400_000;

/** Section 3; fails with `scp-damaged`. */
export function readScpLeads(section: ScpSection): Result<ScpLeads> {
  const { body } = section;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const count = body[0] ?? 0;
  if (count === 0 || body.length < 2 + count * 9) return damaged(`section 3 with ${count} leads`);
  const leads: ScpLead[] = [];
  for (let index = 0; index < count; index++) {
    const at = 2 + index * 9;
    const start = view.getUint32(at, true);
    const end = view.getUint32(at + 4, true);
    const id = view.getUint8(at + 8);
    if (start < 1 || end < start || end > mostSamples) return damaged(`lead ${index + 1}: ${start}…${end}`);
    const name = leadName(`5.6.3-9-${id}`, furtherNames[id] ?? '', `#${id}`, index);
    leads.push({ name, start, end });
  }
  return ok({ leads, subtracted: ((body[1] ?? 0) & 1) !== 0 });
}

export interface ScpBeat {
  /** 0 for beats of the reference beat's own kind: only those were subtracted. */
  readonly type: number;
  readonly start: number;
  readonly fiducial: number;
  readonly end: number;
}

export interface ScpBeats {
  readonly referenceMs: number;
  /** Sample of the reference beat that lies on a beat's fiducial, counted from 1. */
  readonly referenceFiducial: number;
  readonly beats: readonly ScpBeat[];
  /** Stretches kept at full rate, counted from 1, both ends included. */
  readonly protectedZones: ReadonlyArray<readonly [start: number, end: number]>;
}

/** Section 4; fails with `scp-damaged` when its lists are longer than it. */
export function readScpBeats(section: ScpSection, subtracted: boolean): Result<ScpBeats> {
  const { body } = section;
  if (body.length < 6) return damaged('section 4');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const count = view.getUint16(4, true);
  const zonesAt = 6 + count * 14;
  if (subtracted && zonesAt > body.length) return damaged(`section 4 with ${count} beats`);
  const beats: ScpBeat[] = [];
  for (let index = 0; index < count && zonesAt <= body.length; index++) {
    const at = 6 + index * 14;
    beats.push({
      type: view.getUint16(at, true),
      start: view.getUint32(at + 2, true),
      fiducial: view.getUint32(at + 6, true),
      end: view.getUint32(at + 10, true),
    });
  }
  const protectedZones: Array<readonly [number, number]> = [];
  for (let at = zonesAt; at + 8 <= body.length && protectedZones.length < count; at += 8)
    protectedZones.push([view.getUint32(at, true), view.getUint32(at + 4, true)]);
  return ok({
    referenceMs: view.getUint16(0, true),
    referenceFiducial: view.getUint16(2, true),
    beats,
    protectedZones: protectedZones
      .filter(([start, end]) => end >= start)
      .sort((one, other) => one[0] - other[0]),
  });
}
