/** EDF, BDF and ISHNE recordings written from samples. */
import { crc16 } from '#shared/formats/ecg/crc-16.ts';

export interface EdfSignalChoice {
  readonly label: string;
  readonly dimension?: string;
  readonly physical?: readonly [number, number];
  readonly digital?: readonly [number, number];
  readonly prefilter?: string;
  readonly samplesPerRecord: number;
  readonly samples: readonly number[];
}

export interface EdfChoices {
  readonly signals: readonly EdfSignalChoice[];
  readonly bdf?: boolean;
  readonly recordSeconds?: number;
  readonly patient?: string;
  readonly recording?: string;
  readonly reserved?: string;
  readonly declaredRecords?: number;
  readonly startDate?: string;
  /** Text of the annotation signal of each record; with it the file is EDF+. */
  readonly lists?: readonly string[];
}

const listBytes = 120;

/** A whole file; its records are as many as the first signal fills. */
export function edfBytes(choices: EdfChoices): Buffer {
  const { bdf = false, lists, signals } = choices;
  const width = bdf ? 3 : 2;
  const full: EdfSignalChoice[] = [...signals];
  if (lists !== undefined)
    full.push({
      label: `${bdf ? 'BDF' : 'EDF'} Annotations`,
      samplesPerRecord: listBytes / width,
      samples: [],
    });
  const [first] = signals;
  const records = lists?.length ?? Math.ceil((first?.samples.length ?? 0) / (first?.samplesPerRecord ?? 1));
  const pad = (text: string | number, length: number) => String(text).padEnd(length).slice(0, length);
  const limit = bdf ? 8_388_607 : 32_767;
  const head = [
    pad(choices.patient ?? 'X X X X', 80),
    pad(choices.recording ?? 'Startdate X X X X', 80),
    pad(choices.startDate ?? '02.03.24', 8),
    pad('04.05.06', 8),
    pad(256 * (full.length + 1), 8),
    pad(choices.reserved ?? (lists === undefined ? '' : `${bdf ? 'BDF' : 'EDF'}+C`), 44),
    pad(choices.declaredRecords ?? records, 8),
    pad(choices.recordSeconds ?? 1, 8),
    pad(full.length, 4),
    ...full.map(({ label }) => pad(label, 16)),
    ...full.map(() => pad('', 80)),
    ...full.map(({ dimension = 'uV' }) => pad(dimension, 8)),
    ...full.map(({ physical = [-limit - 1, limit] }) => pad(physical[0], 8)),
    ...full.map(({ physical = [-limit - 1, limit] }) => pad(physical[1], 8)),
    ...full.map(({ digital = [-limit - 1, limit] }) => pad(digital[0], 8)),
    ...full.map(({ digital = [-limit - 1, limit] }) => pad(digital[1], 8)),
    ...full.map(({ prefilter = '' }) => pad(prefilter, 80)),
    ...full.map(({ samplesPerRecord }) => pad(samplesPerRecord, 8)),
    ...full.map(() => pad('', 32)),
  ].join('');
  const parts = [Buffer.from(bdf ? '\xffBIOSEMI' : pad('0', 8), 'latin1'), Buffer.from(head, 'latin1')];
  for (let record = 0; record < records; record++) {
    for (const { samplesPerRecord, samples } of signals) {
      const bytes = Buffer.alloc(samplesPerRecord * width);
      for (let at = 0; at < samplesPerRecord; at++)
        bytes.writeIntLE(samples[record * samplesPerRecord + at] ?? 0, at * width, width);
      parts.push(bytes);
    }
    if (lists !== undefined) {
      const bytes = Buffer.alloc(listBytes);
      bytes.write(lists[record] ?? '', 'utf8');
      parts.push(bytes);
    }
  }
  return Buffer.concat(parts);
}

export interface IshneChoices {
  readonly leads: ReadonlyArray<{
    readonly code: number;
    readonly nanovolts: number;
    readonly quality?: number;
    readonly samples: readonly number[];
  }>;
  readonly samplingHz?: number;
  readonly lastName?: Buffer;
  readonly firstName?: Buffer;
  readonly id?: string;
  readonly variable?: string;
  /** As the header declares it; of one lead when left out. */
  readonly sampleCount?: number;
}

/** A whole Holter file with a right checksum. */
export function ishneBytes(choices: IshneChoices): Buffer {
  const count = choices.leads[0]?.samples.length ?? 0;
  const head = ishneHead('ISHNE1.0', choices.variable ?? '');
  head.writeInt32LE(choices.sampleCount ?? count, 14);
  (choices.firstName ?? Buffer.from('')).copy(head, 28, 0, 40);
  (choices.lastName ?? Buffer.from('')).copy(head, 68, 0, 40);
  head.write(choices.id ?? '', 108, 20, 'latin1');
  head.writeInt16LE(2, 128);
  for (const [at, value] of [9, 8, 1947, 20, 11, 2025, 21, 11, 2025, 7, 6, 5].entries())
    head.writeInt16LE(value, 132 + at * 2);
  head.writeInt16LE(choices.leads.length, 156);
  for (let index = 0; index < 12; index++) {
    const lead = choices.leads[index];
    head.writeInt16LE(lead?.code ?? -9, 158 + index * 2);
    head.writeInt16LE(lead === undefined ? -9 : (lead.quality ?? 1), 182 + index * 2);
    head.writeInt16LE(lead?.nanovolts ?? -9, 206 + index * 2);
  }
  head.write('digital', 232, 40, 'latin1');
  head.writeInt16LE(choices.samplingHz ?? 200, 272);
  head.writeUInt16LE(crc16(head.subarray(10)), 8);
  const data = Buffer.alloc(count * choices.leads.length * 2);
  for (let at = 0; at < count; at++)
    for (const [index, lead] of choices.leads.entries())
      data.writeInt16LE(lead.samples[at] ?? 0, (at * choices.leads.length + index) * 2);
  return Buffer.concat([head, data]);
}

/** The beats of a recording as the file beside it; the first has no label of its own. */
export function ishneBeats(
  first: number,
  beats: ReadonlyArray<readonly [code: string, distance: number]>,
): Buffer {
  const head = ishneHead('ANN  1.0', '');
  head.writeUInt16LE(crc16(head.subarray(10)), 8);
  const data = Buffer.alloc(4 + beats.length * 4);
  data.writeUInt32LE(first, 0);
  for (const [index, [code, distance]] of beats.entries()) {
    data.write(code, 4 + index * 4, 'latin1');
    data.writeUInt16LE(distance, 6 + index * 4);
  }
  return Buffer.concat([head, data]);
}

function ishneHead(signature: string, variable: string): Buffer {
  const head = Buffer.alloc(522 + variable.length);
  head.write(signature, 0, 'latin1');
  head.writeInt32LE(variable.length, 10);
  head.writeInt32LE(522, 18);
  head.writeInt32LE(522 + variable.length, 22);
  head.writeInt16LE(1, 26);
  head.write(variable, 522, 'latin1');
  return head;
}
