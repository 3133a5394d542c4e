/** Journey step 7: one compressed frame to stored values, with the native codecs of dcmjs-codecs (one wasm for all). */
import * as dcmjsCodecs from 'dcmjs-codecs';
import { failure } from '#shared/failure.ts';
import type { PixelFacts } from '#shared/formats/dicom/pixel-length.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { decodeRunLengths } from './decode-run-lengths.ts';
import { isPlaneByPlane, type StreamSize, streamSize } from './stream-size.ts';
import { interleave, samplesPerFrame, unpackSamples } from './unpack-frame.ts';

// The package is CommonJS: Node gives its exports as `default` only, a bundler as names.
const { Context, log, NativeCodecs } =
  (dcmjsCodecs as unknown as { default?: typeof dcmjsCodecs }).default ?? dcmjsCodecs;
type Context = dcmjsCodecs.Context;

type Codec = (context: Context) => Context;

const jpeg: Codec = (context) => NativeCodecs.decodeJpeg(context, { convertColorspaceToRgb: false });
const codecs: Readonly<Record<string, Codec>> = {
  '50': jpeg,
  '51': jpeg,
  '53': jpeg,
  '55': jpeg,
  '57': jpeg,
  '70': jpeg,
  '80': (context) => NativeCodecs.decodeJpegLs(context),
  '81': (context) => NativeCodecs.decodeJpegLs(context),
  '90': (context) => NativeCodecs.decodeJpeg2000(context),
  '91': (context) => NativeCodecs.decodeJpeg2000(context),
  '201': (context) => NativeCodecs.decodeHtJpeg2000(context),
  '202': (context) => NativeCodecs.decodeHtJpeg2000(context),
  '203': (context) => NativeCodecs.decodeHtJpeg2000(context),
};

const mebibyte = 1024 * 1024;
const rle = '1.2.840.10008.1.2.5';
const jpegRoot = '1.2.840.10008.1.2.4.';

/** Loads the wasm module once; must be awaited before the first `decodeFrame`. */
export async function loadCodecs(): Promise<void> {
  if (NativeCodecs.isInitialized()) return;
  log.setLevel('silent');
  await NativeCodecs.initializeAsync();
}

/** Stored values of one frame, colour interleaved. Fails with `transfer-syntax-unsupported` or `pixel-decode-failed`. */
export function decodeFrame(
  stream: Uint8Array,
  transferSyntaxUid: string,
  facts: PixelFacts,
): Result<Int32Array> {
  if (transferSyntaxUid === rle) {
    const decoded = decodeRunLengths(stream, facts);
    return decoded.ok ? ok(unpackSamples(decoded.value, facts, true)) : decoded;
  }
  const codec = transferSyntaxUid.startsWith(jpegRoot)
    ? codecs[transferSyntaxUid.slice(jpegRoot.length)]
    : undefined;
  if (codec === undefined) return fail(failure('transfer-syntax-unsupported', { uid: transferSyntaxUid }));
  const size = streamSize(stream);
  if (size === null) return refuse('no stream header');
  const fits =
    size.rows === facts.rows && size.columns === facts.columns && size.components === facts.samplesPerPixel;
  if (fits && !isWithinRatio(stream.length, facts)) {
    return refuse(`${size.rows} × ${size.columns} out of ${stream.length} bytes`);
  }
  if (!fits) return refuse(`${size.rows} × ${size.columns} × ${size.components} in the stream`);
  try {
    const decoded = codec(contextOf(stream, facts));
    const isJpegLs = transferSyntaxUid.endsWith('.80') || transferSyntaxUid.endsWith('.81');
    const planar = decoded.getPlanarConfiguration() === 1 || (isJpegLs && isPlaneByPlane(stream));
    return valuesOf(decoded, facts, planar, size);
  } catch (error) {
    // What a stream made of the wasm memory is not known: the next frame begins with a fresh module.
    NativeCodecs.release();
    return refuse(error instanceof Error ? error.message : 'codec');
  }
}

/** A frame may unpack to 32 MB whatever its stream (a black mammogram has 28 MB), beyond that a hundredfold. */
function isWithinRatio(streamLength: number, facts: PixelFacts): boolean {
  const bytes = (samplesPerFrame(facts) * facts.bitsAllocated) / 8;
  return bytes <= Math.min(512 * mebibyte, Math.max(32 * mebibyte, streamLength * 100));
}

function contextOf(encodedBuffer: Uint8Array, facts: PixelFacts): Context {
  return new Context({
    width: facts.columns,
    height: facts.rows,
    bitsAllocated: facts.bitsAllocated,
    bitsStored: facts.bitsStored,
    samplesPerPixel: facts.samplesPerPixel,
    pixelRepresentation: facts.signed ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: facts.photometric,
    encodedBuffer,
  });
}

function valuesOf(
  decoded: Context,
  facts: PixelFacts,
  planar: boolean,
  { signed: streamSigned, precision }: StreamSize,
): Result<Int32Array> {
  const bytes = decoded.getDecodedBuffer();
  const expected = samplesPerFrame(facts);
  if (bytes === undefined) return refuse('no output');
  const bitsAllocated = decoded.getBitsAllocated() ?? facts.bitsAllocated;
  if (bytes.length < (expected * bitsAllocated) / 8)
    return refuse(`${bytes.length} bytes of ${expected} samples`);
  let values = unpackSamples(bytes, { ...facts, bitsAllocated }, true).subarray(0, expected);
  if (planar && facts.samplesPerPixel > 1) {
    values = interleave(values, facts.samplesPerPixel);
  }
  // The header decides about the sign: an unsigned stream under a signed header is read as two's complement.
  if (streamSigned !== null && streamSigned !== facts.signed)
    return ok(resign(values, precision, facts.signed));
  return ok(values);
}

function resign(values: Int32Array, precision: number, signed: boolean): Int32Array {
  const shift = 32 - precision;
  return values.map((value) => (signed ? (value << shift) >> shift : (value << shift) >>> shift));
}

function refuse(detail: string) {
  return fail(failure('pixel-decode-failed', { detail }));
}
