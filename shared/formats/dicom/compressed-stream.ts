/** Journey step 2: what the first bytes of a compressed picture say, where the header may say otherwise. */
import type { ByteSpan } from './data-set.ts';
import type { FindBytes } from './find-bytes.ts';
import type { PixelFacts } from './pixel-length.ts';

/** Names of oddities of the first frame's stream. Never decodes; never looks at more than `bytes` hold. */
export function streamOddities(
  bytes: Uint8Array,
  fragments: readonly ByteSpan[],
  transferSyntaxUid: string,
  facts: PixelFacts,
  findBytes: FindBytes,
): string[] {
  const found: string[] = [];
  const first = fragments[1];
  if (first === undefined) return found;
  const stream = bytes.subarray(first.start, first.start + first.length);
  const name = transferSyntaxUid.slice('1.2.840.10008.1.2.4.'.length);
  if (['90', '91', '201', '202', '203'].includes(name)) {
    const signed = isSignedJpeg2000(stream);
    if (signed !== null && signed !== facts.signed) found.push('pixel-representation-mismatch');
  }
  if (name === '50' && facts.photometric === 'RGB' && !marksColour(stream))
    found.push('jpeg-colour-unmarked');
  if (fragments.slice(1, 65).some((fragment) => holdsDelimiter(bytes, fragment, findBytes))) {
    found.push('fragment-holds-delimiter');
  }
  return found;
}

/** Sign of the first component in a JPEG 2000 codestream (SIZ marker); null when there is none to be found. */
export function isSignedJpeg2000(stream: Uint8Array): boolean | null {
  const limit = Math.min(stream.length - 43, 512);
  for (let at = 0; at <= limit; at++) {
    const isStart =
      stream[at] === 0xff && stream[at + 1] === 0x4f && stream[at + 2] === 0xff && stream[at + 3] === 0x51;
    if (isStart) return ((stream[at + 42] ?? 0) & 0x80) !== 0;
  }
  return null;
}

/** Whether a JPEG stream tells its colour space: an Adobe or JFIF marker, or components called R, G, B. */
function marksColour(stream: Uint8Array): boolean {
  let at = 2;
  while (at + 9 < stream.length && stream[at] === 0xff) {
    const marker = stream[at + 1] ?? 0;
    const length = ((stream[at + 2] ?? 0) << 8) | (stream[at + 3] ?? 0);
    if (marker === 0xee || marker === 0xe0) return true;
    if (marker >= 0xc0 && marker <= 0xc3) return stream[at + 10] === 0x52;
    if (marker === 0xda || length < 2) return false;
    at += 2 + length;
  }
  return false;
}

const delimiter = Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0);

/** The last eight bytes may be a delimiter that the fragment's own length took in. */
function holdsDelimiter(bytes: Uint8Array, { start, length }: ByteSpan, findBytes: FindBytes): boolean {
  const end = start + length - 8;
  return end >= start && findBytes(bytes.subarray(start, end + delimiter.length), delimiter) >= 0;
}
