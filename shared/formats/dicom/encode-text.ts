/**
 * Text as bytes in the character set that a device can read (PS3.5 section 6.1). Platforms only decode GB18030, so its
 * table is turned round once; what a set cannot hold is null, never a question mark.
 */
import { decodeAs } from './iso-2022.ts';

/** As a device is configured; `ISO_IR 6` means that Chinese must be written as pinyin. */
export const deviceCharacterSets = ['ISO_IR 192', 'GB18030', 'ISO 2022 IR 58', 'ISO_IR 6'] as const;
export type DeviceCharacterSet = (typeof deviceCharacterSets)[number];

const { TextEncoder } = globalThis as unknown as {
  TextEncoder: new () => { encode(text: string): Uint8Array };
};
const utf8 = new TextEncoder();
/** ESC $ ) A: GB 2312 into G1 (PS3.3 table C.12-4). */
const designateGb2312 = [0x1b, 0x24, 0x29, 0x41];
let codes: ReadonlyMap<string, readonly number[]> | null = null;

/** As every runtime of the program does it. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8.encode(text);
}

/** What (0008,0005) says for it: code extensions need the empty first value for the default repertoire. */
export function specificCharacterSet(set: DeviceCharacterSet): string {
  return set === 'ISO 2022 IR 58' ? '\\ISO 2022 IR 58' : set;
}

/** The bytes, or null when a character is not in the set. `^`, `=` and `\` end a code extension (section 6.1.2.5.3). */
export function encodeText(text: string, set: DeviceCharacterSet): Uint8Array | null {
  if (set === 'ISO_IR 192') return encodeUtf8(text);
  const bytes: number[] = [];
  let designated = false;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) {
      if ('^=\\\r\n\f\t'.includes(character)) designated = false;
      bytes.push(point);
      continue;
    }
    if (set === 'ISO_IR 6') return null;
    const code = gbCode(character, point);
    if (code === null) return null;
    if (set === 'ISO 2022 IR 58') {
      if (!isGb2312(code)) return null;
      if (!designated) bytes.push(...designateGb2312);
      designated = true;
    }
    bytes.push(...code);
  }
  return Uint8Array.from(bytes);
}

function gbCode(character: string, point: number): readonly number[] | null {
  if (point > 0xffff) return fourBytes(point - 0x10000 + 189_000);
  codes ??= invertGb18030();
  return codes.get(character) ?? null;
}

/** GB 2312 has rows 1–9 (symbols) and 16–87 (Han), both bytes from 0xA1 on. */
function isGb2312(code: readonly number[]): boolean {
  const [lead = 0, trail = 0] = code;
  if (code.length !== 2 || trail < 0xa1) return false;
  return (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xf7);
}

/** Every two-byte code, and the four-byte codes of the plane that has them in gaps. */
function invertGb18030(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const take = (code: readonly number[]) => {
    const character = decodeAs('gb18030', Uint8Array.from(code));
    const one = [...character].length === 1 && character !== '\ufffd';
    if (one && !found.has(character)) found.set(character, code);
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) take([lead, trail]);
  }
  for (let linear = 0; linear < 39_420; linear += 1) take(fourBytes(linear));
  return found;
}

function fourBytes(linear: number): readonly number[] {
  return [
    0x81 + Math.floor(linear / 12_600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ];
}
