/**
 * Journey step 7: the pixels of a DICOM object as stored values, frame by frame. Every size is checked against the bytes
 * that are really there before memory is taken.
 */
import { failure } from '#shared/failure.ts';
import {
  type DicomElement,
  doublePixelDataTag,
  floatPixelDataTag,
  undefinedLength,
} from '#shared/formats/dicom/data-set.ts';
import {
  expectedPixelLength,
  hasExpectedPixelLength,
  type PixelFacts,
  pixelFacts,
} from '#shared/formats/dicom/pixel-length.ts';
import { pixelElementOf } from '#shared/formats/dicom/prove-complete.ts';
import { type OpenedDicom, openDicom } from '#shared/formats/dicom/read-part10.ts';
import { transferSyntaxes } from '#shared/formats/dicom/transfer-syntaxes.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { decodeFrame, loadCodecs } from './pixels/decode-frame.ts';
import { joinFragments, splitFrames } from './pixels/split-frames.ts';
import { samplesPerFrame, unpackFrame } from './pixels/unpack-frame.ts';

export type StoredValues = Int32Array | Float32Array | Float64Array;

export interface PixelSource {
  readonly facts: PixelFacts;
  readonly transferSyntaxUid: string;
  /** Stored values of frame `index` from 0, row by row, colour interleaved, before any rescale. */
  readFrame(index: number): Promise<Result<StoredValues>>;
}

/** No frame of more samples than this is taken: a 16-bit mammogram of 4664 × 3064 has 14 million. */
const mostSamples = 256 * 1024 * 1024;

/**
 * Opens the pixels of a DICOM file. Fails as `openDicom` does, and with `no-pixel-data`, `pixel-size-invalid`,
 * `pixel-data-short` or `transfer-syntax-unsupported`; frames may fail with `pixel-decode-failed`.
 */
export async function openPixels(bytes: Uint8Array): Promise<Result<PixelSource>> {
  const opened = openDicom(bytes, { inflate: inflateBounded });
  if (!opened.ok) return opened;
  const { dataSet } = opened.value.walk;
  const facts = pixelFacts(dataSet);
  const element = pixelElementOf(dataSet);
  if (element === null) return facts === null ? fail(failure('no-pixel-data')) : shortOrNone(bytes, facts);
  if (facts === null) return fail(failure('pixel-size-invalid', { detail: 'Rows, Columns, BitsAllocated' }));
  const { transferSyntaxUid } = opened.value;
  const syntax = transferSyntaxes.get(transferSyntaxUid);
  if (element.fragments === null) return openUncompressed(opened.value, element, facts);
  const samples = samplesPerFrame(facts);
  if (samples > mostSamples || ![8, 16, 32].includes(facts.bitsAllocated)) return impossible(facts);
  if (syntax?.showable !== true)
    return fail(failure('transfer-syntax-unsupported', { uid: transferSyntaxUid }));
  const frames = splitFrames(dataSet.bytes, element.fragments, facts.frames);
  if (frames === null) {
    const found = Math.max(0, element.fragments.length - 1);
    return fail(failure('pixel-decode-failed', { detail: `${found} < ${facts.frames} frames` }));
  }
  const readFrame = async (index: number): Promise<Result<StoredValues>> => {
    const fragments = frames[index];
    if (fragments === undefined)
      return fail(failure('pixel-decode-failed', { detail: `frame ${index + 1}` }));
    await loadCodecs();
    return decodeFrame(joinFragments(dataSet.bytes, fragments), transferSyntaxUid, facts);
  };
  return ok({ facts, transferSyntaxUid, readFrame });
}

function openUncompressed(
  opened: OpenedDicom,
  element: DicomElement,
  facts: PixelFacts,
): Result<PixelSource> {
  const { dataSet } = opened.walk;
  const { transferSyntaxUid } = opened;
  if (transferSyntaxes.get(transferSyntaxUid)?.encapsulated === true) {
    return fail(failure('pixel-decode-failed', { detail: `${transferSyntaxUid} without fragments` }));
  }
  if (!hasExpectedPixelLength(facts, element.length)) return short(facts, element.length);
  if (samplesPerFrame(facts) > mostSamples) return impossible(facts);
  const data = dataSet.bytes.subarray(element.start, element.start + element.length);
  const { littleEndian } = dataSet;
  const isFloat = element.tag === floatPixelDataTag || element.tag === doublePixelDataTag;
  const bits = element.tag === doublePixelDataTag ? [64] : isFloat ? [32] : [1, 8, 16, 32];
  if (!bits.includes(facts.bitsAllocated)) return impossible(facts);
  const readFrame = async (index: number): Promise<Result<StoredValues>> => {
    if (index < 0 || index >= facts.frames) {
      return fail(failure('pixel-decode-failed', { detail: `frame ${index + 1}` }));
    }
    return ok(
      isFloat ? floatFrame(data, index, facts, littleEndian) : unpackFrame(data, index, facts, littleEndian),
    );
  };
  return ok({ facts, transferSyntaxUid, readFrame });
}

function floatFrame(data: Uint8Array, index: number, facts: PixelFacts, littleEndian: boolean): StoredValues {
  const count = samplesPerFrame(facts);
  const size = facts.bitsAllocated / 8;
  const view = new DataView(data.buffer, data.byteOffset + index * count * size, count * size);
  if (size === 8)
    return Float64Array.from({ length: count }, (_, at) => view.getFloat64(at * 8, littleEndian));
  return Float32Array.from({ length: count }, (_, at) => view.getFloat32(at * 4, littleEndian));
}

/** An image whose pixel data is cut off or absent: says how much of it is there. */
function shortOrNone(bytes: Uint8Array, facts: PixelFacts): Result<PixelSource> {
  const head = openDicom(bytes, { inflate: inflateBounded, beforePixels: true });
  const place = head.ok ? head.value.walk.pixelHead : null;
  if (place === null || !head.ok) return fail(failure('no-pixel-data'));
  const found = head.value.walk.dataSet.bytes.length - place.start;
  return place.length === undefinedLength
    ? fail(failure('pixel-decode-failed', { detail: 'fragments' }))
    : short(facts, Math.max(0, found));
}

function short(facts: PixelFacts, found: number) {
  return fail(failure('pixel-data-short', { expected: String(expectedPixelLength(facts)), found }));
}

function impossible({ rows, columns, samplesPerPixel, bitsAllocated }: PixelFacts) {
  const detail = `${rows} × ${columns} × ${samplesPerPixel}, ${bitsAllocated} bit`;
  return fail(failure('pixel-size-invalid', { detail }));
}
