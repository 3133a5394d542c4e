/** Packages that come without types, as far as the station uses them. */
declare module '@cornerstonejs/codec-openjph' {
  const load: () => Promise<unknown>;
  export default load;
}
declare module 'dcmjs' {
  const dcmjs: {
    readonly data: {
      readonly DicomMetaDictionary: {
        readonly dictionary: Readonly<Record<string, { readonly vr?: string }>>;
      };
    };
  };
  export default dcmjs;
}
