/** The transfer syntaxes we accept: all we can show, and all we can pass on untouched (PS3.6 annex A). */

const implicitLittle = '1.2.840.10008.1.2';
const explicitLittle = '1.2.840.10008.1.2.1';
const explicitBig = '1.2.840.10008.1.2.2';
/** Deflated Explicit VR Little Endian. */
export const deflatedSyntax = '1.2.840.10008.1.2.1.99';

/** Uncompressed ones, best first: explicit keeps the value representations of private elements. */
export const nativePreference: readonly string[] = [
  explicitLittle,
  implicitLittle,
  explicitBig,
  deflatedSyntax,
];

const encapsulated: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.1.98', // Encapsulated Uncompressed
  '1.2.840.10008.1.2.4.50', // JPEG Baseline
  '1.2.840.10008.1.2.4.51', // JPEG Extended
  '1.2.840.10008.1.2.4.53', // JPEG Spectral Selection (retired)
  '1.2.840.10008.1.2.4.55', // JPEG Full Progression (retired)
  '1.2.840.10008.1.2.4.57', // JPEG Lossless
  '1.2.840.10008.1.2.4.70', // JPEG Lossless SV1
  '1.2.840.10008.1.2.4.80', // JPEG-LS Lossless
  '1.2.840.10008.1.2.4.81', // JPEG-LS Near-lossless
  '1.2.840.10008.1.2.4.90', // JPEG 2000 Lossless
  '1.2.840.10008.1.2.4.91', // JPEG 2000
  '1.2.840.10008.1.2.4.92', // JPEG 2000 Part 2 Lossless
  '1.2.840.10008.1.2.4.93', // JPEG 2000 Part 2
  '1.2.840.10008.1.2.4.100', // MPEG-2 Main Profile, Main Level
  '1.2.840.10008.1.2.4.100.1',
  '1.2.840.10008.1.2.4.101', // MPEG-2 Main Profile, High Level
  '1.2.840.10008.1.2.4.101.1',
  '1.2.840.10008.1.2.4.102', // MPEG-4 AVC/H.264
  '1.2.840.10008.1.2.4.102.1',
  '1.2.840.10008.1.2.4.103',
  '1.2.840.10008.1.2.4.103.1',
  '1.2.840.10008.1.2.4.104',
  '1.2.840.10008.1.2.4.104.1',
  '1.2.840.10008.1.2.4.105',
  '1.2.840.10008.1.2.4.105.1',
  '1.2.840.10008.1.2.4.106',
  '1.2.840.10008.1.2.4.106.1',
  '1.2.840.10008.1.2.4.107', // HEVC/H.265
  '1.2.840.10008.1.2.4.108',
  '1.2.840.10008.1.2.4.110', // JPEG XL Lossless
  '1.2.840.10008.1.2.4.111', // JPEG XL JPEG Recompression
  '1.2.840.10008.1.2.4.112', // JPEG XL
  '1.2.840.10008.1.2.4.201', // HTJ2K Lossless
  '1.2.840.10008.1.2.4.202', // HTJ2K Lossless RPCL
  '1.2.840.10008.1.2.4.203', // HTJ2K
  '1.2.840.10008.1.2.5', // RLE Lossless
  '1.2.840.10008.1.2.8.1', // Deflated Image Frame Compression
]);

export function isEncapsulated(uid: string): boolean {
  return encapsulated.has(uid);
}

export function isAcceptedTransferSyntax(uid: string, acceptDeflated: boolean): boolean {
  if (uid === deflatedSyntax) return acceptDeflated;
  return encapsulated.has(uid) || nativePreference.includes(uid);
}
