/**
 * Loads one frame for Cornerstone: the file is fetched once and parsed once however many frames are asked of it, checked
 * before it is decoded, and every way of failing ends in a Failure (the stock loader leaves a promise hanging on some).
 */
import { Enums, type Types } from '@cornerstonejs/core';
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';
import { loadImageFromDataSet } from '@cornerstonejs/dicom-image-loader/wadouri/loadImage';
import type { DataSet } from 'dicom-parser';
import { failure } from '#shared/failure.ts';
import { asPart10 } from './as-part10.ts';
import { autoWindow } from './auto-window.ts';
import { checkPixels } from './check-pixels.ts';
import { expand422 } from './expand-422.ts';
import { failureOf, ImageError } from './image-error.ts';
import { forgetEntry, headerOf, isRaw422 } from './metadata/header-book.ts';
import type { WindowSetting } from './metadata/image-header.ts';

const { createImage } = cornerstoneLoader;
const { dataSetCacheManager, getPixelData, parseImageId } = cornerstoneLoader.wadouri;

/** One window for every slice of a series that brings none, or brightness would jump while scrolling. */
const seriesWindows = new Map<string, WindowSetting>();

/** The image loader to be registered for `wadouri:`. */
export function loadInstance(
  imageId: string,
  options: Record<string, unknown> = {},
): { promise: Promise<Types.IImage>; decache: () => void } {
  const { url } = parseImageId(imageId);
  return { promise: loadFrame(imageId, options), decache: () => dataSetCacheManager.unload(url) };
}

async function loadFrame(imageId: string, options: Record<string, unknown>): Promise<Types.IImage> {
  const { url, pixelDataFrame = 0 } = parseImageId(imageId);
  const dataSet = await loadDataSet(url, imageId);
  const wrong = checkPixels(dataSet, pixelDataFrame);
  if (wrong) {
    forgetEntry(imageId);
    dataSetCacheManager.unload(url);
    throw new ImageError(wrong);
  }
  const image = await decode(dataSet, imageId, pixelDataFrame, url, options);
  giveWindow(image, imageId);
  return image;
}

async function decode(
  dataSet: DataSet,
  imageId: string,
  frame: number,
  url: string,
  options: Record<string, unknown>,
): Promise<Types.IImage> {
  try {
    if (isRaw422(imageId)) {
      const pixels = expand422(getPixelData(dataSet, frame) as Uint8Array);
      const syntax = dataSet.string('x00020010') ?? '';
      return (await createImage(imageId, pixels, syntax, options)) as Types.IImage;
    }
    return (await loadImageFromDataSet(dataSet, imageId, frame, url, options).promise) as Types.IImage;
  } catch (thrown) {
    throw new ImageError(failureOf(thrown));
  }
}

async function loadDataSet(url: string, imageId: string): Promise<DataSet> {
  try {
    return (await dataSetCacheManager.load(url, fetchBytes, imageId)) as DataSet;
  } catch (thrown) {
    if (thrown instanceof ImageError) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : describe(thrown);
    throw new ImageError(failure('dicom-damaged', { detail: detail.slice(0, 160) }));
  }
}

/** dicom-parser throws texts and `{ exception }` objects. */
function describe(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'exception' in thrown) return String(thrown.exception);
  return String(thrown);
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (thrown) {
    throw new ImageError(failure('object-unreachable', { detail: String(thrown) }));
  }
  if (response.status === 404) {
    throw new ImageError(failure('object-not-found', { sha256: (url.split('/').pop() ?? url).slice(0, 12) }));
  }
  if (!response.ok) {
    throw new ImageError(failure('object-unreachable', { detail: `HTTP ${response.status}` }));
  }
  return asPart10(await response.arrayBuffer());
}

function giveWindow(image: Types.IImage, imageId: string): void {
  const header = headerOf(imageId);
  if (!header || image.color || header.windows.length > 0) return;
  const known = seriesWindows.get(header.seriesInstanceUid) ?? autoWindow(image.getPixelData());
  if (!known) return;
  seriesWindows.set(header.seriesInstanceUid, known);
  image.windowCenter = known.center;
  image.windowWidth = known.width;
  if (known.width < 2) image.voiLUTFunction = Enums.VOILUTFunctionType.LINEAR_EXACT;
}
