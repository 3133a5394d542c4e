/** Journey step 2: whether a DICOM object is all there. A doctor must never read half a study without knowing it. */
import type { DicomDataSet, DicomElement } from './data-set.ts';
import { doublePixelDataTag, floatPixelDataTag, pixelDataTag } from './data-set.ts';
import { itemsOf } from './element-values.ts';
import { hasExpectedPixelLength, type PixelFacts } from './pixel-length.ts';
import type { OpenedDicom } from './read-part10.ts';
import { directoryClass, storageSopClasses } from './storage-sop-classes.ts';

export interface ObjectFacts {
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly identified: boolean;
  readonly pixels: PixelFacts | null;
  readonly pixelElement: DicomElement | null;
}

const doseClass = '1.2.840.10008.5.1.4.1.1.481.2';
const extendedOffsets = 0x7fe00001;

/** What an RT structure set has at its end (type 1 in PS3.3 A.19), so that a cut between two elements is seen. */
const structureSetClass = '1.2.840.10008.5.1.4.1.1.481.3';
const structureSetParts = [0x30060020, 0x30060039, 0x30060080];

/** The element that holds the picture, whichever of the three kinds it is. */
export function pixelElementOf(dataSet: DicomDataSet): DicomElement | null {
  const { elements } = dataSet;
  return (
    elements.get(pixelDataTag) ?? elements.get(floatPixelDataTag) ?? elements.get(doublePixelDataTag) ?? null
  );
}

/** Names of everything that is missing; an empty list is the proof that the object is complete. */
export function missingParts(opened: OpenedDicom, facts: ObjectFacts): string[] {
  const missing: string[] = [];
  const { walk } = opened;
  if (walk.stop?.kind === 'cut' || !opened.inflatedWhole) missing.push('file-cut');
  if (walk.stop?.kind === 'damaged') missing.push('data-set-damaged');
  const known = storageSopClasses.get(facts.sopClassUid);
  // A cut between two elements is seen by what every object of its class must have; a picture by its pixel data.
  const proves = facts.identified || facts.sopClassUid === directoryClass || facts.pixelElement !== null;
  if (facts.sopClassUid !== '' && !proves) missing.push('identity-missing');
  if (facts.sopClassUid === directoryClass && !walk.dataSet.elements.has(0x00041220))
    missing.push('directory-invalid');
  if (facts.sopClassUid === structureSetClass) {
    if (!structureSetParts.every((tag) => walk.dataSet.elements.has(tag))) missing.push('content-missing');
  }
  if (known?.kind === 'document' && !hasContent(walk.dataSet, known.uid)) missing.push('content-missing');
  if (known?.kind === 'ecg' && itemsOf(walk.dataSet, 0x54000100).length === 0) missing.push('no-waveform');
  if (known?.kind === 'imaging' || facts.pixelElement !== null || facts.pixels !== null) {
    missing.push(...missingPixels(facts, walk.dataSet));
  }
  return missing;
}

function missingPixels(
  { sopClassUid, transferSyntaxUid, pixels, pixelElement }: ObjectFacts,
  dataSet: DicomDataSet,
): string[] {
  if (pixels === null && pixelElement === null && sopClassUid === doseClass) return [];
  if (pixelElement === null) return ['pixel-data-missing'];
  // Without any class and size there is nothing to hold the pixel data against.
  if (pixels === null) return sopClassUid === '' && pixelElement.length <= 8 ? [] : ['rows-missing'];
  if (pixelElement.fragments === null) {
    return hasExpectedPixelLength(pixels, pixelElement.length) ? [] : ['pixel-data-short'];
  }
  const [offsets, ...fragments] = pixelElement.fragments;
  const isVideo = /^1\.2\.840\.10008\.1\.2\.4\.10\d$/.test(transferSyntaxUid);
  const pictures = fragments.filter((fragment) => fragment.length > 0);
  if (isVideo) return pictures.length > 0 ? [] : ['frames-missing'];
  const listed =
    offsets !== undefined && offsets.length > 0
      ? Math.floor(offsets.length / 4)
      : (dataSet.elements.get(extendedOffsets)?.length ?? pictures.length * 8) / 8;
  // Frames may lie in several fragments: of streams that have a start marker, the starts are counted.
  const begun =
    pictures.length > pixels.frames && /\.4\.\d+$/.test(transferSyntaxUid)
      ? pictures.filter(({ start }) => beginsStream(dataSet.bytes, start)).length
      : pictures.length;
  return Math.min(pictures.length, listed, Math.max(begun, 1)) >= pixels.frames ? [] : ['frames-missing'];
}

/** JPEG and JPEG-LS begin with SOI, JPEG 2000 with SOC or a JP2 box. */
function beginsStream(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1];
  if (bytes[at] === 0xff) return second === 0xd8 || second === 0x4f || second === 0x0a;
  return bytes[at] === 0 && second === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0x0c;
}

function hasContent(dataSet: DicomDataSet, sopClassUid: string): boolean {
  const isEncapsulated = sopClassUid.includes('.104.');
  return dataSet.elements.has(isEncapsulated ? 0x00420011 : 0x0040a730);
}
