/** Packages that come without types, as far as the station uses them. */
declare module '@cornerstonejs/codec-openjph' {
  const load: () => Promise<unknown>;
  export default load;
}
declare module 'fontkit' {
  /** A font as it was parsed; what pdfkit asks of it is its own. */
  export interface FontProgram {
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  /** Throws for bytes that are no font; `name` picks the face of a collection, by its PostScript name. */
  export function create(bytes: Uint8Array, name?: string): FontProgram;
}
declare module 'dcmjs' {
  type DicomJson = Readonly<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>>;
  const dcmjs: {
    readonly data: {
      readonly DicomMetaDictionary: {
        readonly dictionary: Readonly<Record<string, { readonly vr?: string }>>;
      };
      readonly DicomMessage: {
        /** Of a Part 10 file: its file meta and its data set in DICOM's JSON model; throws for what it cannot read. */
        readFile(bytes: ArrayBuffer): { readonly meta: DicomJson; readonly dict: DicomJson };
      };
    };
  };
  export default dcmjs;
}
