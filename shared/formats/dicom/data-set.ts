/** Journey step 2: the shape a DICOM data set is read into. Values stay in the bytes; elements say where they lie. */

export interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

export interface ByteSpan {
  readonly start: number;
  readonly length: number;
}

export interface DicomElement {
  /** Group × 65536 + element. */
  readonly tag: number;
  /** As written; '' in implicit VR. */
  readonly vr: string;
  readonly start: number;
  /** Bytes of the value; of an undefined length, up to its delimiter. */
  readonly length: number;
  /** Items of a sequence, else null. */
  readonly items: readonly DicomDataSet[] | null;
  /** Fragments of encapsulated pixel data, the basic offset table first, else null. */
  readonly fragments: readonly ByteSpan[] | null;
}

export interface DicomDataSet {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly elements: ReadonlyMap<number, DicomElement>;
}

/** Sequences nested deeper than this are refused (real files rarely reach ten). */
export const nestingLimit = 32;

export const undefinedLength = 0xffffffff;
export const itemTag = 0xfffee000;
export const itemEndTag = 0xfffee00d;
export const sequenceEndTag = 0xfffee0dd;
export const pixelDataTag = 0x7fe00010;
export const floatPixelDataTag = 0x7fe00008;
export const doublePixelDataTag = 0x7fe00009;

/** `(gggg,eeee)` as DICOM writes a tag. */
export function tagText(tag: number): string {
  const hex = tag.toString(16).padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}
