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
  const whole = dataSetCacheManager.get(url) as DataSet | undefined;
  if (!whole) return null;
  // An enhanced object keeps its geometry in functional groups, even when it has but one frame.
  const hasGroups = whole.elements.x52009229 !== undefined || whole.elements.x52009230 !== undefined;
  const dataSet = (
    frame || hasGroups ? dataSetCacheManager.get(`${url}?frame=${frame ?? 1}`) : whole
  ) as DataSet;
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

const uncompressed: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
]);

/** True for uncompressed YBR_FULL_422, which is handed to Cornerstone as YBR_FULL. */
export function isRaw422(imageId: string): boolean {
  const header = headerOf(imageId);
  return header?.photometric === 'YBR_FULL_422' && uncompressed.has(header.transferSyntaxUid);
}
