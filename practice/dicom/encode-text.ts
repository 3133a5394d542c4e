/** Text as bytes in the two character sets that Chinese devices write rightly: UTF-8 and GB18030. */

export type CharacterSet = 'ISO_IR 192' | 'GB18030';

const utf8 = new TextEncoder();
let gbBytesOf: Map<string, number> | null = null;

/** Encodes text; a character that GB18030's two-byte part lacks is an error, since our words never need one. */
export function encodeText(text: string, characterSet: CharacterSet): Uint8Array {
  if (characterSet === 'ISO_IR 192') return utf8.encode(text);
  gbBytesOf ??= invertGb18030();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else {
      const pair = gbBytesOf.get(character);
      if (pair === undefined) throw new Error(`No two-byte GB18030 code for ${character}`);
      bytes.push(pair >> 8, pair & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** The platform only decodes GB18030: every two-byte code is decoded once and the table turned round. */
function invertGb18030(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(new Uint8Array([lead, trail]));
      if (character !== '\ufffd' && !table.has(character)) table.set(character, (lead << 8) | trail);
    }
  }
  return table;
}
