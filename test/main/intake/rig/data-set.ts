/** Small data sets for pushing: enough header to be indexed, pixels of any size. Explicit VR Little Endian. */

export interface DataSetFacts {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly modality: string;
  readonly pixelBytes: number;
  /** Fills the pixels, so that the same UID can have other bytes. */
  readonly fill: number;
}

export const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
export const explicitLittle = '1.2.840.10008.1.2.1';

let serial = 0;

export function makeFacts(given: Partial<DataSetFacts> = {}): DataSetFacts {
  serial += 1;
  return {
    sopClassUid: ctImageStorage,
    sopInstanceUid: `1.2.3.${process.pid}.${serial}`,
    studyInstanceUid: '1.2.3.1',
    seriesInstanceUid: '1.2.3.1.1',
    modality: 'CT',
    pixelBytes: 512,
    fill: 7,
    ...given,
  };
}

export function makeDataSet(facts: DataSetFacts): Buffer {
  return Buffer.concat([
    text(0x0008, 0x0016, 'UI', facts.sopClassUid),
    text(0x0008, 0x0018, 'UI', facts.sopInstanceUid),
    text(0x0008, 0x0060, 'CS', facts.modality),
    text(0x0010, 0x0010, 'PN', 'Test^Patient'),
    text(0x0010, 0x0020, 'LO', 'P1'),
    text(0x0020, 0x000d, 'UI', facts.studyInstanceUid),
    text(0x0020, 0x000e, 'UI', facts.seriesInstanceUid),
    short(0x0028, 0x0010, 1),
    short(0x0028, 0x0011, facts.pixelBytes),
    short(0x0028, 0x0100, 8),
    pixels(facts.pixelBytes, facts.fill),
  ]);
}

/** The data set as a Part 10 file, as a device would export it; in another syntax when its bytes are given in that one. */
export function makeFile(
  facts: DataSetFacts,
  { syntax, dataSet } = { syntax: explicitLittle, dataSet: makeDataSet(facts) },
): Buffer {
  const meta = Buffer.concat([
    text(0x0002, 0x0002, 'UI', facts.sopClassUid),
    text(0x0002, 0x0003, 'UI', facts.sopInstanceUid),
    text(0x0002, 0x0010, 'UI', syntax),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(0x0002, 0x0000, 'UL', length),
    meta,
    dataSet,
  ]);
}

function text(group: number, number: number, vr: string, value: string): Buffer {
  const padded = value.length % 2 === 0 ? value : value + (vr === 'UI' ? '\0' : ' ');
  return element(group, number, vr, Buffer.from(padded, 'latin1'));
}

function short(group: number, number: number, value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return element(group, number, 'US', bytes);
}

function pixels(length: number, fill: number): Buffer {
  const even = length + (length % 2);
  const header = Buffer.alloc(12);
  header.writeUInt16LE(0x7fe0, 0);
  header.writeUInt16LE(0x0010, 2);
  header.write('OB', 4);
  header.writeUInt32LE(even, 8);
  return Buffer.concat([header, Buffer.alloc(even, fill)]);
}

function element(group: number, number: number, vr: string, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(group, 0);
  header.writeUInt16LE(number, 2);
  header.write(vr, 4);
  header.writeUInt16LE(value.length, 6);
  return Buffer.concat([header, value]);
}
