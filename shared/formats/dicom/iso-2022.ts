/**
 * Journey step 2: text with code extensions (PS3.5 section 6.1.2.5, ISO 2022): escape sequences switch the character
 * set inside a value. TextDecoder knows the sets but not DICOM's escapes, so each run is handed to the right decoder.
 */

interface Decoder {
  decode(input: Uint8Array): string;
}
// shared/ is compiled without DOM and Node; TextDecoder is in every runtime the program has.
const { TextDecoder } = globalThis as unknown as {
  TextDecoder: new (label: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => Decoder;
};

const decoders = new Map<string, Decoder>();

/** Decodes with a WHATWG encoding; unknown bytes become U+FFFD. */
export function decodeAs(label: string, bytes: Uint8Array): string {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label, { ignoreBOM: true });
    decoders.set(label, decoder);
  }
  return decoder.decode(bytes);
}

/** Decodes with a WHATWG encoding, or null when the bytes are not valid in it. */
export function decodeStrictly(label: string, bytes: Uint8Array): string | null {
  const text = decodeAs(label, bytes);
  return text.includes('\ufffd') ? null : text;
}

/** ISO 8859-1 as written, byte for byte (WHATWG's `latin1` is windows-1252). */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Escape sequence after ESC → set it designates: of G0 (7 bit) or of G1 (8 bit). */
const designations: ReadonlyArray<readonly [sequence: string, plane: 0 | 1, set: string]> = [
  ['(B', 0, 'ascii'],
  ['(J', 0, 'ascii'],
  ['$B', 0, 'jis-x-0208'],
  ['$@', 0, 'jis-x-0208'],
  ['$(D', 0, 'jis-x-0212'],
  [')I', 1, 'shift_jis'],
  ['$)C', 1, 'euc-kr'],
  ['$)A', 1, 'gbk'],
  ['-A', 1, 'latin1'],
  ['-B', 1, 'iso-8859-2'],
  ['-C', 1, 'iso-8859-3'],
  ['-D', 1, 'iso-8859-4'],
  ['-L', 1, 'iso-8859-5'],
  ['-G', 1, 'iso-8859-6'],
  ['-F', 1, 'iso-8859-7'],
  ['-H', 1, 'iso-8859-8'],
  ['-M', 1, 'windows-1254'],
  ['-b', 1, 'iso-8859-15'],
  ['-T', 1, 'windows-874'],
];

const escapeByte = 0x1b;

/**
 * Decodes text with escape sequences. `high` is the set of bytes ≥ 0x80 before any escape; `delimiters` are the
 * characters after which the initial sets hold again (`^` and `=` in person names).
 */
export function decodeIso2022(bytes: Uint8Array, high: string, delimiters: string): string {
  let low = 'ascii';
  let upper = high;
  let text = '';
  let from = 0;
  const flush = (to: number) => {
    if (to > from) text += decodeRun(bytes.subarray(from, to), low, upper);
    from = to;
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === escapeByte) {
      flush(at);
      const rest = String.fromCharCode(...bytes.subarray(at + 1, at + 4));
      const found = designations.find(([sequence]) => rest.startsWith(sequence));
      if (found === undefined) continue;
      if (found[1] === 0) low = found[2];
      else upper = found[2];
      at += found[0].length;
      from = at + 1;
    } else if (low === 'ascii' && (byte < 0x20 || delimiters.includes(String.fromCharCode(byte)))) {
      flush(at);
      low = 'ascii';
      upper = high;
    }
  }
  flush(bytes.length);
  return text;
}

function decodeRun(run: Uint8Array, low: string, upper: string): string {
  if (low === 'jis-x-0208')
    return decodeAs(
      'euc-jp',
      run.map((byte) => byte | 0x80),
    );
  if (low === 'jis-x-0212') {
    const pairs: number[] = [];
    for (let at = 0; at < run.length; at += 2)
      pairs.push(0x8f, (run[at] ?? 0) | 0x80, (run[at + 1] ?? 0) | 0x80);
    return decodeAs('euc-jp', Uint8Array.from(pairs));
  }
  return upper === 'latin1' ? decodeLatin1(run) : decodeAs(upper, run);
}
