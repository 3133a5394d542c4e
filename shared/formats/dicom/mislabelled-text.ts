/**
 * Journey step 2: text whose bytes are not what the file declares. Chinese devices often write GBK or UTF-8 and declare
 * ISO_IR 100 or nothing. The rules are narrow, so that real Latin names (Jérôme, Conceição) stay what they are.
 */
import { decodeStrictly } from './iso-2022.ts';

/** Text as it was read, and the character set that fitted. */
export interface FoundText {
  readonly text: string;
  readonly label: 'UTF-8' | 'GB18030';
}

/** Chinese text in GBK or UTF-8 found under a single-byte character set, or null when the bytes may well be Latin. */
export function findChineseUnderLatin(bytes: Uint8Array): FoundText | null {
  return findUtf8(bytes, true) ?? (looksLikeGbk(bytes) ? strictly('GB18030', bytes) : null);
}

/** What bytes are that their declared set cannot read at all. */
export function findAnyUnicode(bytes: Uint8Array): FoundText | null {
  return strictly('UTF-8', bytes) ?? strictly('GB18030', bytes);
}

/** UTF-8 found where GB18030 was declared: only with sequences of three bytes or more, which GBK makes by rare chance. */
export function findUtf8UnderGb(bytes: Uint8Array): FoundText | null {
  return findUtf8(bytes, false);
}

function strictly(label: FoundText['label'], bytes: Uint8Array): FoundText | null {
  const text = decodeStrictly(label.toLowerCase(), bytes);
  return text === null ? null : { text, label };
}

function findUtf8(bytes: Uint8Array, latinToo: boolean): FoundText | null {
  const found = strictly('UTF-8', bytes);
  if (found === null) return null;
  const { text } = found;
  let long = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x800) long = true;
    else if (code >= 0x80 && !(latinToo && code >= 0xa0 && code < 0x250)) return long ? found : null;
  }
  return long || latinToo ? found : null;
}

const isHigh = (byte: number) => byte >= 0x80;
const isLower = (byte: number) => byte >= 0x61 && byte <= 0x7a;
const isUpper = (byte: number) => byte >= 0x41 && byte <= 0x5a;

/** Runs of whole GB2312 pairs, at least one of them a hanzi, none glued into a Latin word. */
function looksLikeGbk(bytes: Uint8Array): boolean {
  let hanzi = 0;
  let extended = 0;
  for (let at = 0; at < bytes.length; ) {
    if (!isHigh(bytes[at] ?? 0)) {
      at++;
      continue;
    }
    const before = bytes[at - 1] ?? 0x20;
    while (isHigh(bytes[at] ?? 0)) {
      const lead = bytes[at] ?? 0;
      const trail = bytes[at + 1] ?? 0;
      if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail === 0x7f || trail === 0xff) return false;
      if (lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1) hanzi++;
      else if (!(lead >= 0xa1 && lead <= 0xa9 && trail >= 0xa1)) extended++;
      at += 2;
    }
    const after = bytes[at] ?? 0x20;
    if (isLower(before) || isLower(after) || (isUpper(before) && isUpper(after))) return false;
  }
  return hanzi > 0 && extended <= hanzi;
}
