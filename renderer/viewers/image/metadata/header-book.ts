/** The headers and metadata modules of every frame seen, each worked out once: scrolling asks for them on every slice. */
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';
import type { DataSet } from 'dicom-parser';
import type { ImageHeader } from './image-header.ts';
import { readHeader } from './read-header.ts';

const { dataSetCacheManager, parseImageId } = cornerstoneLoader.wadouri;

export interface BookEntry {
  readonly header: ImageHeader;
  readonly dataSet: DataSet;
  readonly modules: Map<string, unknown>;
}

const entries = new Map<string, BookEntry>();

/** The entry of a frame whose file has arrived; null before. */
export function entryOf(imageId: string): BookEntry | null {
  const known = entries.get(imageId);
  if (known) return known;
  const { url, frame } = parseImageId(imageId);
  const dataSet = dataSetCacheManager.get(frame ? `${url}?frame=${frame}` : url) as DataSet | undefined;
  if (!dataSet) return null;
  const entry = { header: readHeader(dataSet), dataSet, modules: new Map<string, unknown>() };
  entries.set(imageId, entry);
  return entry;
}

/** The header of a frame whose file has arrived; null before. */
export function headerOf(imageId: string): ImageHeader | null {
  return entryOf(imageId)?.header ?? null;
}

/** Forgets a frame, so that a retry reads the file anew. */
export function forgetEntry(imageId: string): void {
  entries.delete(imageId);
}
