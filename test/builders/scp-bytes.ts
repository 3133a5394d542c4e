/** SCP-ECG records written from samples: every table, difference and compression that a reader must undo. */
import { crc16 } from '#shared/formats/ecg/crc-16.ts';
import type { HuffmanCode } from '#shared/formats/ecg/scp/scp-huffman.ts';

export interface ScpChoices {
  /** Lead number of EN 1064 and samples in LSB. */
  readonly leads: ReadonlyArray<{
    readonly id: number;
    readonly samples: readonly number[];
    readonly start?: number;
  }>;
  readonly nanovolts?: number;
  readonly interval?: number;
  readonly difference?: 0 | 1 | 2;
  /** 'default' is the table of the standard; null stores plain 16-bit numbers. */
  readonly tables?: 'default' | ReadonlyArray<readonly HuffmanCode[]> | null;
  /** Codes that `tables: 'default'` stands for. */
  readonly defaultCodes?: readonly HuffmanCode[];
  readonly reference?: {
    readonly nanovolts: number;
    readonly interval: number;
    readonly ms: number;
    readonly fiducial: number;
    readonly leads: ReadonlyArray<readonly number[]>;
  };
  readonly subtracted?: boolean;
  readonly bimodal?: boolean;
  readonly beats?: ReadonlyArray<{
    readonly type: number;
    readonly start: number;
    readonly fiducial: number;
    readonly end: number;
  }>;
  readonly zones?: ReadonlyArray<readonly [number, number]>;
  readonly tags?: ReadonlyArray<readonly [tag: number, bytes: Buffer]>;
  readonly protocol?: number;
  /** Bodies of further sections by number. */
  readonly sections?: ReadonlyArray<readonly [id: number, body: Buffer]>;
}

/** A whole record with right checksums. */
export function scpBytes(choices: ScpChoices): Buffer {
  const bodies = new Map<number, Buffer>(choices.sections ?? []);
  bodies.set(1, tagsOf(choices.tags ?? []));
  const tables = choices.tables === 'default' ? [choices.defaultCodes ?? []] : (choices.tables ?? null);
  if (choices.tables === 'default') bodies.set(2, uint16(19_999));
  else if (tables !== null) bodies.set(2, tableSection(tables));
  bodies.set(3, leadSection(choices));
  if (choices.beats !== undefined || choices.zones !== undefined || choices.reference !== undefined)
    bodies.set(4, beatSection(choices));
  const difference = choices.difference ?? 0;
  if (choices.reference !== undefined) {
    const { nanovolts, interval, leads } = choices.reference;
    bodies.set(5, block(nanovolts, interval, difference, false, leads, tables));
  }
  const stored = choices.leads.map(({ samples }) => samples);
  const { nanovolts = 2500, interval = 2000, bimodal = false } = choices;
  bodies.set(6, block(nanovolts, interval, difference, bimodal, stored, tables));
  return frame(bodies, choices.protocol ?? 20);
}

function frame(bodies: ReadonlyMap<number, Buffer>, protocol: number): Buffer {
  const ids = [...Array(12).keys()].filter((id) => id > 0);
  const sections = ids.map((id) => {
    const body = bodies.get(id);
    return body === undefined ? Buffer.alloc(0) : section(id, body, protocol);
  });
  const pointers = Buffer.alloc(120);
  let at = 6 + 16 + pointers.length;
  for (const [index, bytes] of [Buffer.alloc(136), ...sections].entries()) {
    pointers.writeUInt16LE(index, index * 10);
    pointers.writeUInt32LE(bytes.length, index * 10 + 2);
    pointers.writeUInt32LE(index === 0 ? 7 : bytes.length === 0 ? 0 : at + 1, index * 10 + 6);
    if (index > 0) at += bytes.length;
  }
  const zero = section(0, pointers, protocol, 'SCPECG');
  const record = Buffer.concat([Buffer.alloc(6), zero, ...sections]);
  return sealScp(record);
}

/** Sets length and checksum of a record after a change. */
export function sealScp(record: Buffer): Buffer {
  record.writeUInt32LE(record.length, 2);
  record.writeUInt16LE(crc16(record.subarray(2)), 0);
  return record;
}

function section(id: number, body: Buffer, protocol: number, reserved = ''): Buffer {
  const padded = body.length % 2 === 0 ? body : Buffer.concat([body, Buffer.alloc(1)]);
  const head = Buffer.alloc(16);
  head.writeUInt16LE(id, 2);
  head.writeUInt32LE(16 + padded.length, 4);
  head[8] = protocol;
  head[9] = protocol;
  head.write(reserved, 10, 'latin1');
  const whole = Buffer.concat([head, padded]);
  whole.writeUInt16LE(crc16(whole.subarray(2)), 0);
  return whole;
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
}

function tagsOf(tags: ReadonlyArray<readonly [number, Buffer]>): Buffer {
  const all = tags.flatMap(([tag, bytes]) => [Buffer.of(tag), uint16(bytes.length), bytes]);
  return Buffer.concat([...all, Buffer.of(255, 0, 0)]);
}

/** Body of section 2. */
export function tableSection(tables: ReadonlyArray<readonly HuffmanCode[]>): Buffer {
  const parts = [uint16(tables.length)];
  for (const codes of tables) {
    parts.push(uint16(codes.length));
    for (const { prefixBits, totalBits, isValue, base, prefix } of codes) {
      const code = Buffer.alloc(9);
      code[0] = prefixBits;
      code[1] = totalBits;
      code[2] = isValue ? 1 : 0;
      code.writeInt16LE(base, 3);
      code.writeUInt32LE(prefix, 5);
      parts.push(code);
    }
  }
  return Buffer.concat(parts);
}

function leadSection(choices: ScpChoices): Buffer {
  const body = Buffer.alloc(2 + choices.leads.length * 9);
  body[0] = choices.leads.length;
  body[1] = (choices.subtracted ? 1 : 0) | 4;
  for (const [index, { id, samples, start = 1 }] of choices.leads.entries()) {
    body.writeUInt32LE(start, 2 + index * 9);
    body.writeUInt32LE(start + (fullLengths.get(samples) ?? samples.length) - 1, 6 + index * 9);
    body[10 + index * 9] = id;
  }
  return body;
}

/** Length at full rate of leads whose stored values are fewer (bimodal compression). */
const fullLengths = new WeakMap<readonly number[], number>();

/** Marks stored values as standing for `length` samples. */
export function standingFor(values: readonly number[], length: number): readonly number[] {
  fullLengths.set(values, length);
  return values;
}

function beatSection({ reference, beats = [], zones = [] }: ScpChoices): Buffer {
  const body = Buffer.alloc(6 + beats.length * 14 + zones.length * 8);
  body.writeUInt16LE(reference?.ms ?? 0, 0);
  body.writeUInt16LE(reference?.fiducial ?? 0, 2);
  body.writeUInt16LE(beats.length, 4);
  for (const [index, { type, start, fiducial, end }] of beats.entries()) {
    const at = 6 + index * 14;
    body.writeUInt16LE(type, at);
    body.writeUInt32LE(start, at + 2);
    body.writeUInt32LE(fiducial, at + 6);
    body.writeUInt32LE(end, at + 10);
  }
  for (const [index, [from, to]] of zones.entries()) {
    body.writeUInt32LE(from, 6 + beats.length * 14 + index * 8);
    body.writeUInt32LE(to, 10 + beats.length * 14 + index * 8);
  }
  return body;
}

function block(
  nanovolts: number,
  interval: number,
  difference: number,
  bimodal: boolean,
  leads: ReadonlyArray<readonly number[]>,
  tables: ReadonlyArray<readonly HuffmanCode[]> | null,
): Buffer {
  const coded = leads.map((samples) => {
    const values = differences(samples, difference);
    if (tables !== null) return encode(values, tables);
    return Buffer.concat(values.map(uint16));
  });
  const head = Buffer.concat([uint16(nanovolts), uint16(interval), Buffer.of(difference, bimodal ? 1 : 0)]);
  return Buffer.concat([head, ...coded.map((bytes) => uint16(bytes.length)), ...coded]);
}

function differences(samples: readonly number[], order: number): number[] {
  return samples.map((sample, at) => {
    if (at < order) return sample;
    const before = samples[at - 1] ?? 0;
    if (order === 1) return sample - before;
    return order === 2 ? sample - 2 * before + (samples[at - 2] ?? 0) : sample;
  });
}

function encode(values: readonly number[], tables: ReadonlyArray<readonly HuffmanCode[]>): Buffer {
  const bits: number[] = [];
  const put = (code: HuffmanCode, added: number) => {
    for (let bit = 0; bit < code.prefixBits; bit++) bits.push((code.prefix >>> bit) & 1);
    for (let bit = code.totalBits - code.prefixBits - 1; bit >= 0; bit--) bits.push((added >>> bit) & 1);
  };
  const codeFor = (table: number, value: number) =>
    tables[table]?.find(({ prefixBits, totalBits, isValue, base }) => {
      const room = 2 ** (totalBits - prefixBits - 1);
      return (
        isValue && (totalBits === prefixBits ? value === base : value - base >= -room && value - base < room)
      );
    });
  let table = 0;
  for (const value of values) {
    let code = codeFor(table, value);
    if (code === undefined) {
      const turn = tables[table]?.find(
        ({ isValue, base }) => !isValue && codeFor(base - 1, value) !== undefined,
      );
      if (turn === undefined) throw new Error(`no code for ${value}`);
      put(turn, 0);
      table = turn.base - 1;
      code = codeFor(table, value);
    }
    if (code !== undefined) put(code, value - code.base);
  }
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries()) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (7 - (at & 7)));
  return bytes;
}
