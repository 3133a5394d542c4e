/**
 * A held object for a peer that does not take its transfer syntax: the same data set in little endian without compression.
 * Only what can be decoded without loss is converted; the held bytes are never touched.
 */
import { failure } from '#shared/failure.ts';
import { type DicomDataSet, type DicomElement, pixelDataTag } from '#shared/formats/dicom/data-set.ts';
import type { PixelFacts } from '#shared/formats/dicom/pixel-length.ts';
import type { OpenedDicom } from '#shared/formats/dicom/read-part10.ts';
import { explicitLittleEndian, transferSyntaxes } from '#shared/formats/dicom/transfer-syntaxes.ts';
import {
  asciiBytes,
  type ElementToWrite,
  uint16Bytes,
  writeElements,
} from '#shared/formats/dicom/write-elements.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface DecodedPixels {
  readonly facts: PixelFacts;
  /** Stored values of a frame from 0, colour interleaved. */
  readonly readFrame: (index: number) => Promise<Result<ArrayLike<number>>>;
}

const planarConfiguration = 0x00280006;
const photometricTag = 0x00280004;
/** Extended offset tables speak of fragments that are gone. */
const offsetTables: ReadonlySet<number> = new Set([0x7fe00001, 0x7fe00002]);
const mostBytes = 1024 * 1024 * 1024;

/**
 * The data set in `syntax` (explicit or implicit little endian). Fails with peer-syntax-unsupported where the pixels are
 * lossy or cannot be decoded, and as a frame fails. `peer` is for the sentence.
 */
export async function uncompress(
  opened: OpenedDicom,
  pixels: () => Promise<Result<DecodedPixels>>,
  syntax: string,
  peer: string,
): Promise<Result<Buffer>> {
  const known = transferSyntaxes.get(opened.transferSyntaxUid);
  const refuse = () => fail(failure('peer-syntax-unsupported', { peer, uid: opened.transferSyntaxUid }));
  const { dataSet } = opened.walk;
  // Big endian values would have to be turned round one by one.
  if (known === undefined || known.lossy || !dataSet.littleEndian || opened.walk.stop !== null)
    return refuse();
  const explicit = syntax === explicitLittleEndian;
  // Implicit to explicit would need every private element's value representation, which nobody knows.
  if (explicit && isImplicit(dataSet)) return refuse();
  const replaced = new Map<number, ElementToWrite | null>();
  if (dataSet.elements.get(pixelDataTag)?.fragments != null) {
    const source = await pixels();
    if (!source.ok) return refuse();
    const native = await joinFrames(source.value);
    if (!native.ok) return native;
    const { facts } = source.value;
    const vr = facts.bitsAllocated > 8 ? 'OW' : 'OB';
    replaced.set(pixelDataTag, { tag: pixelDataTag, vr, value: native.value });
    for (const tag of offsetTables) replaced.set(tag, null);
    if (facts.samplesPerPixel > 1) {
      replaced.set(planarConfiguration, { tag: planarConfiguration, vr: 'US', value: uint16Bytes(0) });
    }
    // The reversible colour transform is undone by decoding (PS3.5 section 8.2.4).
    if (facts.photometric === 'YBR_RCT') {
      replaced.set(photometricTag, { tag: photometricTag, vr: 'CS', value: asciiBytes('RGB') });
    }
  }
  return ok(Buffer.from(writeElements(toWrite(dataSet, replaced), explicit)));
}

async function joinFrames({ facts, readFrame }: DecodedPixels): Promise<Result<Uint8Array>> {
  const { rows, columns, samplesPerPixel, frames, bitsAllocated } = facts;
  const perFrame = rows * columns * samplesPerPixel;
  const size = (perFrame * frames * bitsAllocated) / 8;
  if (size > mostBytes) return fail(failure('file-too-large', { size, limit: mostBytes }));
  const bytes = new Uint8Array(size);
  const values = bitsAllocated === 8 ? bytes : bitsAllocated === 16 ? new Uint16Array(bytes.buffer) : null;
  if (values === null) return fail(failure('pixel-decode-failed', { detail: `${bitsAllocated} bit` }));
  for (let frame = 0; frame < frames; frame += 1) {
    const decoded = await readFrame(frame);
    if (!decoded.ok) return decoded;
    // Typed arrays wrap, so that negative stored values become their two's complement.
    values.set(decoded.value, frame * perFrame);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ok(bytes);
}

function toWrite(
  dataSet: DicomDataSet,
  replaced: ReadonlyMap<number, ElementToWrite | null> = new Map(),
): readonly ElementToWrite[] {
  const elements: ElementToWrite[] = [];
  for (const [tag, element] of dataSet.elements) {
    const other = replaced.get(tag);
    // Group lengths are retired, and wrong after any change.
    if (other === null || (tag & 0xffff) === 0) continue;
    elements.push(other ?? { tag, vr: vrOf(element), value: elementValue(dataSet, element) });
  }
  for (const [tag, other] of replaced) if (other !== null && !dataSet.elements.has(tag)) elements.push(other);
  return elements;
}

function elementValue(dataSet: DicomDataSet, element: DicomElement): ElementToWrite['value'] {
  if (element.items !== null) return element.items.map((item) => toWrite(item));
  return dataSet.bytes.subarray(element.start, element.start + element.length);
}

function vrOf(element: DicomElement): string {
  if (element.items !== null) return 'SQ';
  return element.vr === '' ? 'UN' : element.vr;
}

function isImplicit(dataSet: DicomDataSet): boolean {
  for (const element of dataSet.elements.values()) return element.vr === '';
  return false;
}
