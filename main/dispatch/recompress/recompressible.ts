/** Journey step 4: which transfer syntaxes may be sent smaller; apart from the codecs, which only their worker loads. */

/** What is sent smaller: uncompressed little endian, deflated, RLE. Big endian is retired and goes as it came. */
export const recompressible: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.5',
]);
