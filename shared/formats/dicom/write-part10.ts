/** A DICOM file (PS3.10) of ours: preamble, file meta information, and the data set in Explicit VR Little Endian. */
import { element } from './elements-to-write.ts';
import { asciiBytes, type ElementToWrite, writeElements } from './write-elements.ts';

const explicitLittle = '1.2.840.10008.1.2.1';
/** Our implementation's UID under the UUID arc, for files this program writes. */
const implementationClassUid = '2.25.271828182845904523536028747135266249';

export function writePart10(
  ids: { readonly sopClassUid: string; readonly sopInstanceUid: string },
  dataSet: readonly ElementToWrite[],
): Uint8Array {
  const meta = writeElements(
    [
      element(0x00020001, 'OB', Uint8Array.of(0, 1)),
      element(0x00020002, 'UI', ids.sopClassUid),
      element(0x00020003, 'UI', ids.sopInstanceUid),
      element(0x00020010, 'UI', explicitLittle),
      element(0x00020012, 'UI', implementationClassUid),
      element(0x00020013, 'SH', 'YUANZHEN'),
    ],
    true,
  );
  const body = writeElements(dataSet, true);
  const head = new Uint8Array(144);
  head.set(asciiBytes('DICM'), 128);
  head.set([2, 0, 0, 0, 0x55, 0x4c, 4, 0], 132);
  new DataView(head.buffer).setUint32(140, meta.length, true);
  const bytes = new Uint8Array(head.length + meta.length + body.length);
  bytes.set(head);
  bytes.set(meta, head.length);
  bytes.set(body, head.length + meta.length);
  return bytes;
}
