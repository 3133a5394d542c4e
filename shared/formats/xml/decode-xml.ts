/** Journey step 2: the bytes of an XML file to text, by byte order mark, declaration and what the bytes really are. */
import { decodeAs, decodeLatin1, decodeStrictly } from '../dicom/iso-2022.ts';

/** Declared names, lower case, of sets that are read as a superset of themselves; others by their own name. */
const supersets: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  utf8: 'utf-8',
};

/**
 * The text, its byte order mark taken away. `warnings` gains `charset-corrected` when the bytes are not in the declared
 * set and were read in another one, `charset-unknown` for a declared set nobody knows, `text-undecodable` when letters
 * were lost.
 */
export function decodeXml(bytes: Uint8Array, warnings: Set<string>): string {
  // Carts pad to a block with zeros, and some begin with an empty line.
  return decodeBytes(bytes, warnings).replace(/\0+$/, '').trimStart();
}

function decodeBytes(bytes: Uint8Array, warnings: Set<string>): string {
  const wide = wideLabel(bytes);
  if (wide !== null) return decodeAs(wide, bytes).replace(/^\ufeff/, '');
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = marked ? bytes.subarray(3) : bytes;
  const head = decodeLatin1(body.subarray(0, 256));
  const named = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1]?.toLowerCase();
  const declared = marked ? 'utf-8' : (named ?? 'utf-8');
  // UTF-16 in the declaration of bytes that are plainly 8 bit: a program re-encoded the file and left its first line.
  const label = declared.startsWith('utf-16') ? 'utf-8' : (supersets[declared] ?? declared);
  if (label !== declared && declared.startsWith('utf-16')) warnings.add('charset-corrected');
  const text = decodeKnown(label, body, warnings);
  if (text !== null) return text;
  for (const other of ['utf-8', 'gb18030']) {
    const found = other === label ? null : decodeStrictly(other, body);
    if (found === null) continue;
    warnings.add('charset-corrected');
    return found;
  }
  warnings.add('text-undecodable');
  return decodeLatin1(body);
}

/** UTF-16 by its mark, or by the first `<` of a file without one. */
function wideLabel(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return null;
}

function decodeKnown(label: string, bytes: Uint8Array, warnings: Set<string>): string | null {
  try {
    const text = decodeStrictly(label, bytes);
    // Chinese carts write UTF-8 under a Latin declaration; Latin-1 itself accepts every byte and would hide it.
    if (text === null || !/^(iso-8859-1|latin1|windows-1252)$/.test(label)) return text;
    const honest = decodeStrictly('utf-8', bytes);
    if (honest !== null && honest !== text) warnings.add('charset-corrected');
    return honest ?? text;
  } catch {
    warnings.add('charset-unknown');
    return null;
  }
}
