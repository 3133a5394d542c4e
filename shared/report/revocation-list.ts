/**
 * A list of revoked certificates (CRL, RFC 5280 5.1) as its DER has it. It is worth nothing before the authority's signature over
 * `covered` was verified, which both ends do with the key they hold.
 */
import { derElement } from './der.ts';

export interface RevocationList {
  /** What the signature is over. */
  readonly covered: Uint8Array;
  /** SEQUENCE { r, s } of ECDSA with SHA-256. */
  readonly signature: Uint8Array;
  /** Epoch ms. */
  readonly thisUpdate: number;
  /** Since when the certificate of that serial number (hex) is revoked, epoch ms; null for one that is not on the list. */
  readonly revokedAt: (serial: string) => number | null;
}

interface Element {
  readonly tag: number;
  readonly at: number;
  readonly content: number;
  readonly end: number;
}

const tags = { integer: 0x02, bits: 0x03, sequence: 0x30, utcTime: 0x17, generalizedTime: 0x18 } as const;

/** Null for what is no such list. */
export function readRevocationList(bytes: Uint8Array): RevocationList | null {
  const [whole] = elementsIn(bytes, 0, derElement(bytes, 0).end);
  const [tbs, , bits] = whole?.tag === tags.sequence ? elementsIn(bytes, whole.content, whole.end) : [];
  if (tbs?.tag !== tags.sequence || bits?.tag !== tags.bits) return null;
  const fields = elementsIn(bytes, tbs.content, tbs.end);
  const firstTime = fields.findIndex((field) => timeOf(bytes, field) !== null);
  const thisUpdate = fields[firstTime];
  // After thisUpdate: nextUpdate, then the revoked certificates, each where there is one.
  const revoked = fields.slice(firstTime + 1).find((field) => field.tag === tags.sequence);
  const dates = revoked === undefined ? new Map<bigint, number>() : datesIn(bytes, revoked);
  if (thisUpdate === undefined || dates === null) return null;
  return {
    covered: bytes.subarray(tbs.at, tbs.end),
    // The first byte of a BIT STRING counts unused bits.
    signature: bytes.subarray(bits.content + 1, bits.end),
    thisUpdate: timeOf(bytes, thisUpdate) ?? 0,
    revokedAt: (serial) => dates.get(BigInt(`0x${serial}`)) ?? null,
  };
}

/** By serial number; null where one entry cannot be read: who is on it would not be known. */
function datesIn(bytes: Uint8Array, revoked: Element): Map<bigint, number> | null {
  const dates = new Map<bigint, number>();
  const entries = elementsIn(bytes, revoked.content, revoked.end);
  for (const entry of entries) {
    const [serial, date] = elementsIn(bytes, entry.content, entry.end);
    const at = date === undefined ? null : timeOf(bytes, date);
    if (serial?.tag !== tags.integer || at === null) return null;
    dates.set(unsigned(bytes.subarray(serial.content, serial.end)), at);
  }
  return entries.at(-1)?.end === revoked.end || revoked.content === revoked.end ? dates : null;
}

/** The elements one after the other, as far as they lie within. */
function elementsIn(bytes: Uint8Array, from: number, to: number): Element[] {
  const elements: Element[] = [];
  for (let at = from; at < to; ) {
    const { content, end } = derElement(bytes, at);
    if (end > to || end > bytes.length) break;
    elements.push({ tag: bytes[at] ?? 0, at, content, end });
    at = end;
  }
  return elements;
}

/** UTCTime or GeneralizedTime as RFC 5280 4.1.2.5 has them, to the second and in Z; null for anything else. */
function timeOf(bytes: Uint8Array, { tag, content, end }: Element): number | null {
  const text = String.fromCharCode(...bytes.subarray(content, Math.min(end, content + 16)));
  if (tag === tags.generalizedTime) return instantOf(text);
  if (tag !== tags.utcTime) return null;
  return instantOf(`${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`);
}

function instantOf(text: string): number | null {
  const said = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (said === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = said.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function unsigned(digits: Uint8Array): bigint {
  return digits.reduce((sum, digit) => sum * 256n + BigInt(digit), 0n);
}
