/** Journey step 2: the transfer syntaxes of PS3.5 and PS3.6 that are met in practice, and what we can do with each. */
import type { Encoding } from './data-set.ts';

export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly lossy: boolean;
  readonly encapsulated: boolean;
  /** We can decode its pixels; others are only passed on. */
  readonly showable: boolean;
}

const root = '1.2.840.10008.1.2';
/** uid after the root | name | l lossy, e encapsulated, s showable */
const rows = `|Implicit VR Little Endian|s
.1|Explicit VR Little Endian|s
.1.98|Encapsulated Uncompressed Explicit VR Little Endian|es
.1.99|Deflated Explicit VR Little Endian|s
.2|Explicit VR Big Endian|s
.5|RLE Lossless|es
.4.50|JPEG Baseline (Process 1)|les
.4.51|JPEG Extended (Process 2 and 4)|les
.4.53|JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)|les
.4.55|JPEG Full Progression, Non-Hierarchical (Process 10 and 12)|les
.4.57|JPEG Lossless, Non-Hierarchical (Process 14)|es
.4.70|JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])|es
.4.80|JPEG-LS Lossless Image Compression|es
.4.81|JPEG-LS Lossy (Near-Lossless) Image Compression|les
.4.90|JPEG 2000 Image Compression (Lossless Only)|es
.4.91|JPEG 2000 Image Compression|les
.4.92|JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)|e
.4.93|JPEG 2000 Part 2 Multi-component Image Compression|le
.4.94|JPIP Referenced|e
.4.95|JPIP Referenced Deflate|e
.4.100|MPEG2 Main Profile / Main Level|le
.4.101|MPEG2 Main Profile / High Level|le
.4.102|MPEG-4 AVC/H.264 High Profile / Level 4.1|le
.4.103|MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1|le
.4.104|MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video|le
.4.105|MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video|le
.4.106|MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2|le
.4.107|HEVC/H.265 Main Profile / Level 5.1|le
.4.108|HEVC/H.265 Main 10 Profile / Level 5.1|le
.4.110|JPEG XL Lossless|e
.4.111|JPEG XL JPEG Recompression|le
.4.112|JPEG XL|le
.4.201|High-Throughput JPEG 2000 Image Compression (Lossless Only)|es
.4.202|High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)|es
.4.203|High-Throughput JPEG 2000 Image Compression|les`;

/** Every known transfer syntax by its UID. */
export const transferSyntaxes: ReadonlyMap<string, TransferSyntax> = new Map(
  rows.split('\n').map((row) => {
    const [tail = '', name = '', flags = ''] = row.split('|');
    const uid = root + tail;
    const has = (flag: string) => flags.includes(flag);
    return [uid, { uid, name, lossy: has('l'), encapsulated: has('e'), showable: has('s') }];
  }),
);

export const implicitLittleEndian = root;
export const explicitLittleEndian = `${root}.1`;
export const deflatedLittleEndian = `${root}.1.99`;
export const explicitBigEndian = `${root}.2`;

/** How the data set of a transfer syntax is encoded; all compressed ones are explicit little endian. */
export function encodingOf(uid: string): Encoding {
  return { explicit: uid !== implicitLittleEndian, littleEndian: uid !== explicitBigEndian };
}

/** The uncompressed transfer syntax that an encoding found in the bytes stands for. */
export function uidOfEncoding(encoding: Encoding): string {
  if (!encoding.explicit) return implicitLittleEndian;
  return encoding.littleEndian ? explicitLittleEndian : explicitBigEndian;
}
