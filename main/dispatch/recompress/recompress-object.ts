/**
 * Journey step 4: an object in a smaller, lossless encoding. It is handed on only after it was decoded again, every
 * stored value found equal and every other element found unchanged; whatever is doubtful goes as it came.
 */
import { createHash } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { differingTags } from '#shared/formats/dicom/compare-data-sets.ts';
import { pixelDataTag } from '#shared/formats/dicom/data-set.ts';
import type { PixelFacts } from '#shared/formats/dicom/pixel-length.ts';
import { type BoundedInflate, openDicom } from '#shared/formats/dicom/read-part10.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { encodeFrame, htj2kLossless, loadEncoder, transformsColour } from './encode-frames.ts';
import { recompressible } from './recompressible.ts';
import { rewriteObject } from './rewrite-object.ts';
import { codeElement, element } from './write-elements.ts';

export interface PixelSource {
  readonly facts: PixelFacts;
  readonly transferSyntaxUid: string;
  readonly readFrame: (index: number) => Promise<Result<Int32Array | Float32Array | Float64Array>>;
}

export interface RecompressDeps {
  readonly inflate: BoundedInflate;
  readonly openPixels: (bytes: Uint8Array) => Promise<Result<PixelSource>>;
}

export interface RecompressedObject {
  readonly bytes: Uint8Array;
  readonly transferSyntaxUid: string;
  readonly originalTransferSyntaxUid: string;
  /** SHA-256 over all stored values as little-endian int32, of both encodings. */
  readonly pixelSha256: string;
}

/** Creator of the note in the file meta information: which bytes the object was before. */
export const noteCreatorUid = '2.25.302175490168345561817433927110536294511';
/** Odd things that reading steps around; any other oddity sends the object as it came. */
const harmless: ReadonlySet<string> = new Set([
  'meta-length-missing',
  'public-element-unknown-vr',
  'sequence-in-unknown-vr',
]);
/** Digital signatures and their parameters speak of the encoding (PS3.15 annex C). */
const signatureTags = [0x4ffe0001, 0xfffafffa];

/** Fails with recompression-declined (the object goes as it came) and says why. */
export async function recompressObject(
  deps: RecompressDeps,
  bytes: Uint8Array,
): Promise<Result<RecompressedObject>> {
  const opened = openDicom(bytes, { inflate: deps.inflate });
  if (!opened.ok) return opened;
  const { walk, transferSyntaxUid, oddities, inflatedWhole, part10 } = opened.value;
  const odd = [...oddities].find((one) => !harmless.has(one));
  if (odd !== undefined || walk.stop !== null || !inflatedWhole || !part10)
    return decline(odd ?? 'not whole');
  if (!recompressible.has(transferSyntaxUid)) return decline(transferSyntaxUid);
  if (signatureTags.some((tag) => walk.dataSet.elements.has(tag))) return decline('digital signature');
  const source = await deps.openPixels(bytes);
  if (!source.ok) return source;
  const { facts } = source.value;
  const unfit = unfitFor(facts);
  if (unfit !== null || !walk.dataSet.elements.has(pixelDataTag)) return decline(unfit ?? 'pixel data');

  const module = await loadEncoder();
  const frames: Uint8Array[] = [];
  const before = createHash('sha256');
  for (let index = 0; index < facts.frames; index++) {
    const frame = await source.value.readFrame(index);
    if (!frame.ok) return frame;
    if (!(frame.value instanceof Int32Array)) return decline('float pixel data');
    before.update(bytesOf(frame.value));
    frames.push(encodeFrame(module, frame.value, facts));
  }
  const pixelSha256 = before.digest('hex');
  const originalSha256 = createHash('sha256').update(bytes).digest('hex');
  const note = { originalSha256, originalTransferSyntaxUid: transferSyntaxUid, pixelSha256 };
  const changed = changedElements(facts);
  const rewritten = rewriteObject(
    opened.value,
    {
      transferSyntaxUid: htj2kLossless,
      frames,
      changed,
      note: { creatorUid: noteCreatorUid, text: JSON.stringify(note) },
      implementationClassUid: noteCreatorUid,
    },
    facts.signed,
  );
  if (rewritten === null) return decline('gaps between elements');
  const proof = await proveEqual(
    deps,
    bytes,
    rewritten,
    pixelSha256,
    new Set([pixelDataTag, ...changed.keys()]),
  );
  return proof.ok
    ? ok({
        bytes: rewritten,
        transferSyntaxUid: htj2kLossless,
        originalTransferSyntaxUid: transferSyntaxUid,
        pixelSha256,
      })
    : proof;
}

/** SHA-256 over all stored values of a DICOM file as little-endian int32. */
export async function hashPixels(deps: RecompressDeps, bytes: Uint8Array): Promise<Result<string>> {
  const source = await deps.openPixels(bytes);
  if (!source.ok) return source;
  const hash = createHash('sha256');
  for (let index = 0; index < source.value.facts.frames; index++) {
    const frame = await source.value.readFrame(index);
    if (!frame.ok) return frame;
    hash.update(bytesOf(frame.value));
  }
  return ok(hash.digest('hex'));
}

/** Read back as a stranger would read it: pixels by another decoder, elements one by one. */
async function proveEqual(
  deps: RecompressDeps,
  original: Uint8Array,
  rewritten: Uint8Array,
  pixelSha256: string,
  changed: ReadonlySet<number>,
): Promise<Result<void>> {
  const decoded = await hashPixels(deps, rewritten);
  if (!decoded.ok) return decoded;
  if (decoded.value !== pixelSha256) return decline('stored values differ');
  const one = openDicom(original, { inflate: deps.inflate });
  const other = openDicom(rewritten, { inflate: deps.inflate });
  if (!one.ok || !other.ok || other.value.walk.stop !== null) return decline('not readable');
  const [differing] = differingTags(one.value.walk.dataSet, other.value.walk.dataSet, changed);
  return differing === undefined ? ok(undefined) : decline(`element ${differing.toString(16)}`);
}

function changedElements(facts: PixelFacts): Map<number, Uint8Array> {
  const changed = new Map<number, Uint8Array>();
  if (transformsColour(facts)) changed.set(0x00280004, codeElement(0x00280004, 'YBR_RCT'));
  // Compressed colour lies sample beside sample.
  if (facts.samplesPerPixel > 1) changed.set(0x00280006, element(0x00280006, 'US', Uint8Array.of(0, 0)));
  return changed;
}

/** What the encoder or the standard does not take (PS3.5 section 8.2.4); null when it may be tried. */
function unfitFor(facts: PixelFacts): string | null {
  if (facts.bitsAllocated !== 8 && facts.bitsAllocated !== 16) return `${facts.bitsAllocated} bits`;
  if (facts.highBit !== facts.bitsStored - 1) return 'high bit';
  const grey = facts.samplesPerPixel === 1 && /^(MONOCHROME[12]|PALETTE COLOR)$/.test(facts.photometric);
  const colour = facts.samplesPerPixel === 3 && /^(RGB|YBR_FULL)$/.test(facts.photometric);
  return grey || colour ? null : facts.photometric;
}

function bytesOf(values: Int32Array | Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function decline(detail: string) {
  return fail(failure('recompression-declined', { detail }));
}
