/** Whole small DICOM objects for tests: a CT slice and a 12-lead ECG, in any encoding. */
import {
  element,
  explicitBig,
  explicitLittle,
  implicitLittle,
  joinBytes,
  long,
  metaBytes,
  type Syntax,
  sequence,
  shorts,
} from './dicom-bytes.ts';

const root = '1.2.840.10008.1.2';

/** Data set encoding of the three uncompressed transfer syntaxes. */
export function syntaxOf(uid: string): Syntax {
  if (uid === root) return implicitLittle;
  return uid === `${root}.2` ? explicitBig : explicitLittle;
}

export interface SliceChoices {
  readonly syntax?: Syntax;
  readonly charset?: string | null;
  readonly patientName?: string | Uint8Array;
  readonly rows?: number;
  readonly columns?: number;
  readonly frames?: number;
  readonly pixels?: Uint8Array;
  readonly before?: ReadonlyArray<Uint8Array>;
}

/** Pixel values of the slice: a ramp of signed 16-bit values. */
export function rampPixels(count: number, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(count * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < count; at++) view.setInt16(at * 2, at - 100, littleEndian);
  return bytes;
}

/** Data set of a CT slice, without any header. */
export function sliceDataSet(choices: SliceChoices = {}): Uint8Array {
  const { syntax = explicitLittle, rows = 16, columns = 16, charset = null, frames } = choices;
  const put = (tag: number, vr: string, value: string | Uint8Array) => element(tag, vr, value, syntax);
  return joinBytes([
    ...(charset === null ? [] : [put(0x00080005, 'CS', charset)]),
    put(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    put(0x00080018, 'UI', '1.2.3.4'),
    put(0x00080020, 'DA', '20260102'),
    put(0x00080030, 'TM', '030405'),
    put(0x00080050, 'SH', 'A1'),
    put(0x00080060, 'CS', 'CT'),
    put(0x00100010, 'PN', choices.patientName ?? 'Wang^XiaoDong'),
    put(0x00100020, 'LO', 'P1'),
    put(0x00100030, 'DA', '19700228'),
    put(0x00100040, 'CS', 'F'),
    put(0x0020000d, 'UI', '1.2.3'),
    put(0x0020000e, 'UI', '1.2.3.1'),
    put(0x00200011, 'IS', '7'),
    put(0x00200013, 'IS', '12'),
    put(0x00200032, 'DS', '1\\2\\-30.5'),
    put(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
    shorts(0x00280002, [1], syntax),
    put(0x00280004, 'CS', 'MONOCHROME2'),
    ...(frames === undefined ? [] : [put(0x00280008, 'IS', String(frames))]),
    shorts(0x00280010, [rows], syntax),
    shorts(0x00280011, [columns], syntax),
    shorts(0x00280100, [16], syntax),
    shorts(0x00280101, [16], syntax),
    shorts(0x00280102, [15], syntax),
    shorts(0x00280103, [1], syntax),
    ...(choices.before ?? []),
    put(0x7fe00010, 'OW', choices.pixels ?? rampPixels(rows * columns, syntax.littleEndian)),
  ]);
}

/** A CT slice as a Part 10 file in one of the uncompressed transfer syntaxes. */
export function sliceFile(transferSyntaxUid = `${root}.1`, choices: SliceChoices = {}): Uint8Array {
  const syntax = syntaxOf(transferSyntaxUid);
  return joinBytes([metaBytes(transferSyntaxUid), sliceDataSet({ syntax, ...choices })]);
}

export interface GroupChoices {
  readonly label: string;
  readonly samplingHz: number;
  readonly interpretation: string;
  readonly bits: number;
  /** Samples of each lead. */
  readonly leads: ReadonlyArray<{
    readonly code: string;
    readonly meaning: string;
    readonly samples: readonly number[];
    readonly unit?: string;
    readonly sensitivity?: string;
    readonly factor?: string;
    readonly baseline?: string;
  }>;
  readonly padding?: number;
  /** Number of samples the header promises, where it is not what the data hold. */
  readonly promised?: number;
}

function code(value: string, meaning: string): Uint8Array {
  return joinBytes([element(0x00080100, 'SH', value), element(0x00080104, 'LO', meaning)]);
}

function encodeSamples(values: readonly number[], bits: number): Uint8Array {
  const bytes = new Uint8Array((values.length * bits) / 8);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of values.entries()) {
    if (bits === 8) view.setInt8(at, value);
    else if (bits === 16) view.setInt16(at * 2, value, true);
    else view.setInt32(at * 4, value, true);
  }
  return bytes;
}

function groupItem(group: GroupChoices): Uint8Array {
  const count = group.leads[0]?.samples.length ?? 0;
  const interleaved: number[] = [];
  for (let at = 0; at < count; at++) for (const lead of group.leads) interleaved.push(lead.samples[at] ?? 0);
  const channels = group.leads.map((lead) =>
    joinBytes([
      sequence(0x003a0208, [code(lead.code, lead.meaning)]),
      element(0x003a0210, 'DS', lead.sensitivity ?? '1'),
      sequence(0x003a0211, [code(lead.unit ?? 'uV', 'unit')]),
      element(0x003a0212, 'DS', lead.factor ?? '1'),
      element(0x003a0213, 'DS', lead.baseline ?? '0'),
      element(0x003a0221, 'DS', '150'),
    ]),
  );
  return joinBytes([
    shorts(0x003a0005, [group.leads.length]),
    long(0x003a0010, group.promised ?? count),
    element(0x003a001a, 'DS', String(group.samplingHz)),
    element(0x003a0020, 'SH', group.label),
    sequence(0x003a0200, channels, { open: true }),
    shorts(0x54001004, [group.bits]),
    element(0x54001006, 'CS', group.interpretation),
    ...(group.padding === undefined
      ? []
      : [element(0x5400100a, 'OW', encodeSamples([group.padding], group.bits))]),
    element(0x54001010, 'OW', encodeSamples(interleaved, group.bits)),
  ]);
}

/** A 12-lead ECG object with the given multiplex groups and annotation items. */
export function ecgFile(
  groups: readonly GroupChoices[],
  annotations: ReadonlyArray<Uint8Array> = [],
  charset = 'ISO_IR 192',
): Uint8Array {
  const sopClass = '1.2.840.10008.5.1.4.1.1.9.1.1';
  return joinBytes([
    metaBytes(`${root}.1`, sopClass),
    element(0x00080005, 'CS', charset),
    element(0x00080016, 'UI', sopClass),
    element(0x00080018, 'UI', '1.2.3.4'),
    element(0x0008002a, 'DT', '20260102030405'),
    element(0x00080060, 'CS', 'ECG'),
    element(0x00100010, 'PN', 'Li'),
    element(0x0020000d, 'UI', '1.2.3'),
    element(0x0020000e, 'UI', '1.2.3.1'),
    ...(annotations.length === 0 ? [] : [sequence(0x0040b020, annotations)]),
    sequence(0x54000100, groups.map(groupItem)),
  ]);
}

/** An annotation that measures: name, value, unit. */
export function measurementItem(name: string, value: string, unit: string): Uint8Array {
  return joinBytes([
    sequence(0x004008ea, [code(unit, unit)]),
    sequence(0x0040a043, [code('X', name)]),
    element(0x0040a30a, 'DS', value),
  ]);
}
