/**
 * Answers Cornerstone's questions about an image. Its own provider knows only Pixel Spacing, reads windows of enhanced
 * objects nowhere and works every answer out anew; ours judges spacing itself, and remembers.
 */
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';
import { drawnSpacing } from '#shared/measure/spacing.ts';
import { type BookEntry, entryOf, isRaw422 } from './header-book.ts';
import type { ImageHeader } from './image-header.ts';

const { metadataForDataset } = cornerstoneLoader.wadouri.metaData;

/** A metadata provider for `wadouri:` images; undefined for what it does not know. */
export function provideMetadata(type: string, imageId: unknown): unknown {
  if (typeof imageId !== 'string' || !imageId.startsWith('wadouri:')) return undefined;
  const entry = entryOf(imageId);
  if (!entry) return undefined;
  if (entry.modules.has(type)) return entry.modules.get(type);
  const module = moduleOf(type, imageId, entry);
  if (module !== undefined) entry.modules.set(type, module);
  return module;
}

function moduleOf(type: string, imageId: string, entry: BookEntry): unknown {
  switch (type) {
    case 'imagePlaneModule':
      return imagePlane(entry.header);
    case 'voiLutModule':
      return {
        windowCenter: entry.header.windows.map((window) => window.center),
        windowWidth: entry.header.windows.map((window) => window.width),
        // A list: Cornerstone takes the first character of a bare text, and then shows nothing at all.
        voiLUTFunction: [entry.header.voiFunction],
      };
    case 'modalityLutModule':
      return {
        rescaleSlope: entry.header.rescale?.slope,
        rescaleIntercept: entry.header.rescale?.intercept,
        rescaleType: entry.header.rescale?.type,
      };
    case 'imagePixelModule': {
      const pixel = metadataForDataset(type, imageId, entry.dataSet) as Record<string, unknown>;
      return isRaw422(imageId) ? { ...pixel, photometricInterpretation: 'YBR_FULL' } : pixel;
    }
    case 'calibrationModule':
      // Units are ours (shared/measure/spacing.ts); an empty answer keeps Cornerstone from guessing them.
      return {};
    default:
      return metadataForDataset(type, imageId, entry.dataSet);
  }
}

function imagePlane(header: ImageHeader): Record<string, unknown> {
  const [rowPixelSpacing, columnPixelSpacing] = drawnSpacing(header.spacing);
  const rowCosines = header.rowCosines ?? [1, 0, 0];
  const columnCosines = header.columnCosines ?? [0, 1, 0];
  return {
    frameOfReferenceUID: header.frameOfReferenceUid || header.seriesInstanceUid,
    rows: header.rows,
    columns: header.columns,
    imageOrientationPatient: [...rowCosines, ...columnCosines],
    rowCosines,
    columnCosines,
    imagePositionPatient: header.position ?? [0, 0, 0],
    sliceThickness: header.sliceThickness ?? undefined,
    sliceLocation: header.sliceLocation ?? undefined,
    pixelSpacing: [rowPixelSpacing, columnPixelSpacing],
    rowPixelSpacing,
    columnPixelSpacing,
    usingDefaultValues: false,
  };
}
