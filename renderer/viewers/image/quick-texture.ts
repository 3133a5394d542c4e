/**
 * Hands pictures to the graphics in less time. For every slice of 16 bits vtk.js makes floating point in fresh memory, or with
 * a function per value: 4 to 8 ms of 512 × 512, most of it the system's clearing of a new megabyte. The same numbers in memory
 * that is used again take 0.03 ms (single precision) and 0.4 ms (half).
 */
import halfFloat from '@kitware/vtk.js/Common/Core/HalfFloat.js';
import { newInstance } from '@kitware/vtk.js/macros.js';
import vtkOpenGLTexture, { extend } from '@kitware/vtk.js/Rendering/OpenGL/Texture.js';

type Words = Int16Array | Uint16Array;

/** What of vtk.js' texture is read and replaced. */
interface TextureApi {
  updateArrayDataTypeForGL(
    dataType: string,
    data: readonly unknown[],
    depth?: boolean,
    extents?: readonly unknown[],
  ): readonly unknown[];
}

interface TextureModel {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly openGLDataType: number;
}

/** WebGL2RenderingContext.FLOAT and .HALF_FLOAT. */
const float = 0x1406;
const half = 0x140b;

/** Memory of at most so many values is kept for the next picture, 16 MB of single precision. */
const mostKept = 4 * 1024 * 1024;

let quick = false;
let keptFloats = new Float32Array(0);
let keptHalves = new Uint16Array(0);

/** From now on the window's textures of a slice are converted by us; safe to call again. Volumes have textures of their own. */
export function quickenTextures(): void {
  if (quick) return;
  quick = true;
  const statics = vtkOpenGLTexture as { newInstance: typeof vtkOpenGLTexture.newInstance };
  statics.newInstance = newInstance((publicAPI, model, initialValues) => {
    extend(publicAPI, model, initialValues);
    convertQuickly(publicAPI as TextureApi, model as TextureModel);
  }, '');
}

function convertQuickly(texture: TextureApi, model: TextureModel): void {
  const slowly = texture.updateArrayDataTypeForGL;
  texture.updateArrayDataTypeForGL = (dataType, data, depth = false, extents = []) => {
    const [picture] = data;
    const count = model.width * model.height * model.components;
    const isPlain = data.length === 1 && !depth && extents.length === 0;
    if (isPlain && isWords(picture) && picture.length >= count) {
      if (model.openGLDataType === float) return [floatsOf(picture, count)];
      if (model.openGLDataType === half) return [halvesOf(picture, count)];
    }
    return slowly(dataType, data, depth, extents);
  };
}

function isWords(data: unknown): data is Words {
  return data instanceof Int16Array || data instanceof Uint16Array;
}

/**
 * The first `count` values as single precision (IEEE 754 binary32), which holds each of them exactly. Good until the next
 * picture is converted: the graphics take a texture's values over when they are given them.
 */
export function floatsOf(words: Words, count: number): Float32Array<ArrayBuffer> {
  if (count > keptFloats.length) {
    const fresh = new Float32Array(count);
    if (count > mostKept) return filled(fresh, words, count);
    keptFloats = fresh;
  }
  return filled(keptFloats.subarray(0, count), words, count);
}

function filled(floats: Float32Array<ArrayBuffer>, words: Words, count: number): Float32Array<ArrayBuffer> {
  floats.set(words.subarray(0, count));
  return floats;
}

let signedHalves: Uint16Array | null = null;
let unsignedHalves: Uint16Array | null = null;

/** The first `count` values as the bits of half precision (IEEE 754 binary16), as vtk.js rounds them. Good until the next picture. */
export function halvesOf(words: Words, count: number): Uint16Array<ArrayBuffer> {
  if (words instanceof Int16Array) signedHalves ??= halfTable(Int16Array);
  else unsignedHalves ??= halfTable(Uint16Array);
  const table = (words instanceof Int16Array ? signedHalves : unsignedHalves) as Uint16Array;
  if (count > keptHalves.length && count <= mostKept) keptHalves = new Uint16Array(count);
  const halves = count > mostKept ? new Uint16Array(count) : keptHalves.subarray(0, count);
  for (let at = 0; at < count; at++) halves[at] = table[(words[at] ?? 0) & 0xffff] ?? 0;
  return halves;
}

/** The half of every pattern of 16 bits. */
function halfTable(Kind: typeof Int16Array | typeof Uint16Array): Uint16Array {
  return Uint16Array.from(
    new Kind(Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).buffer),
    (value) => halfFloat.toHalf(value),
  );
}
