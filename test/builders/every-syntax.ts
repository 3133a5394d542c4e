/** A small object in every transfer syntax that is met, and one of every kind of content: seeds for cuts and mutations. */
import { deflateRawSync } from 'node:zlib';
import { transferSyntaxes } from '#shared/formats/dicom/transfer-syntaxes.ts';
import { element, fragments, joinBytes, latinBytes, metaBytes, sequence, shorts } from './dicom-bytes.ts';
import { ecgFile, rampPixels, sliceDataSet, sliceFile } from './dicom-objects.ts';

export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const root = '1.2.840.10008.1.2';
const pixelElement = 12 + 512;

/** The identifiers that every object has, with its class. */
function identified(sopClassUid: string, modality: string): Uint8Array[] {
  return [
    element(0x00080016, 'UI', sopClassUid),
    element(0x00080018, 'UI', '1.2.3.9'),
    element(0x00080060, 'CS', modality),
    element(0x00100010, 'PN', 'Wang^Fang'),
    element(0x00100020, 'LO', 'P9'),
    element(0x0020000d, 'UI', '1.2.3'),
    element(0x0020000e, 'UI', '1.2.3.9'),
  ];
}

/** A stream that begins as its syntax wants it and then is noise: nothing here decodes it. */
function stream(size: number): Uint8Array {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 37 + 11) & 0xfb);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0], 0);
  return bytes;
}

/** A slice in `uid`, its pixel data in two fragments a frame where the syntax is a compressed one. */
export function sliceIn(uid: string): Uint8Array {
  const syntax = transferSyntaxes.get(uid);
  if (uid.endsWith('.1.99')) return joinBytes([metaBytes(uid), deflateRawSync(sliceDataSet())]);
  if (syntax?.encapsulated !== true) return sliceFile(uid);
  const head = sliceDataSet().subarray(0, -pixelElement);
  return joinBytes([
    metaBytes(uid),
    head,
    fragments([stream(300), Uint8Array.from(stream(214), (b) => b | 1)]),
  ]);
}

/** An encapsulated PDF (PS3.3 A.45.1) around `pdf`. */
export function encapsulatedPdf(pdf: Uint8Array, mime = 'application/pdf'): Uint8Array {
  const sopClass = '1.2.840.10008.5.1.4.1.1.104.1';
  return joinBytes([
    metaBytes(`${root}.1`, sopClass),
    ...identified(sopClass, 'DOC'),
    element(0x00420010, 'ST', 'ECG report'),
    element(0x00420011, 'OB', pdf),
    element(0x00420012, 'LO', mime),
  ]);
}

/** A basic text SR with one line; a key object note; a presentation state; each refers to instance 1.2.3.4. */
export function textReport(): Uint8Array {
  const sopClass = '1.2.840.10008.5.1.4.1.1.88.11';
  const item = joinBytes([element(0x0040a040, 'CS', 'TEXT'), element(0x0040a160, 'UT', 'No acute finding.')]);
  return joinBytes([
    metaBytes(`${root}.1`, sopClass),
    ...identified(sopClass, 'SR'),
    sequence(0x0040a730, [item, item], { open: true }),
  ]);
}

export function keyObjects(): Uint8Array {
  const sopClass = '1.2.840.10008.5.1.4.1.1.88.59';
  const item = sequence(0x00081199, [element(0x00081155, 'UI', '1.2.3.4')]);
  return joinBytes([
    metaBytes(`${root}.1`, sopClass),
    ...identified(sopClass, 'KO'),
    sequence(0x0040a730, [item]),
  ]);
}

export function presentationState(): Uint8Array {
  const sopClass = '1.2.840.10008.5.1.4.1.1.11.1';
  return joinBytes([
    metaBytes(`${root}.1`, sopClass),
    ...identified(sopClass, 'PR'),
    sequence(0x0070005a, [joinBytes([shorts(0x00700052, [1, 1]), shorts(0x00700053, [16, 16])])]),
  ]);
}

/** A directory (PS3.3 annex F) whose image records point at these file ids, components parted by `\`. */
export function directory(fileIds: readonly string[]): Uint8Array {
  const record = (type: string, more: Uint8Array) => joinBytes([element(0x00041430, 'CS', type), more]);
  const records = [
    record('PATIENT', element(0x00100010, 'PN', 'Wang^Fang')),
    record('STUDY', element(0x0020000d, 'UI', '1.2.3')),
    record('SERIES', element(0x0020000e, 'UI', '1.2.3.1')),
    ...fileIds.map((id) => joinBytes([element(0x00041430, 'CS', 'IMAGE'), element(0x00041500, 'CS', id)])),
  ];
  return joinBytes([
    metaBytes(`${root}.1`, '1.2.840.10008.1.3.10'),
    element(0x00041130, 'CS', 'DISK1'),
    sequence(0x00041220, records),
  ]);
}

/** An ECG of two leads. */
export function smallEcg(): Uint8Array {
  const samples = Array.from({ length: 250 }, (_, at) => Math.round(300 * Math.sin(at / 9)));
  return ecgFile([
    {
      label: 'RHYTHM',
      samplingHz: 250,
      interpretation: 'SS',
      bits: 16,
      leads: [
        { code: '2:1', meaning: 'Lead I', samples },
        { code: '2:2', meaning: 'Lead II', samples },
      ],
    },
  ]);
}

/** One seed for every transfer syntax and for every kind of content. */
export function everySeed(): Seed[] {
  return [
    ...[...transferSyntaxes.values()].map(({ uid, name }) => ({ name, bytes: sliceIn(uid) })),
    { name: 'bare data set', bytes: sliceDataSet() },
    { name: 'colour', bytes: sliceFile(`${root}.1`, { frames: 3, pixels: rampPixels(768) }) },
    { name: '12-lead ECG', bytes: smallEcg() },
    { name: 'encapsulated PDF', bytes: encapsulatedPdf(latinBytes(`%PDF-1.4\n${'x'.repeat(700)}\n%%EOF\n`)) },
    { name: 'SR', bytes: textReport() },
    { name: 'KO', bytes: keyObjects() },
    { name: 'DICOMDIR', bytes: directory(['DICOM\\IM1', 'DICOM\\IM2']) },
  ];
}
