/** SCP-ECG: what a writer compresses in any way of the standard comes back sample by sample; what cannot be is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { defaultCodes, type HuffmanCode } from '#shared/formats/ecg/scp/scp-huffman.ts';
import {
  type ScpChoices,
  scpBytes,
  sealScp,
  standingFor,
  tableSection,
  uint16,
} from '../../../builders/scp-bytes.ts';

function read(choices: ScpChoices) {
  return readBytes(scpBytes({ defaultCodes, ...choices }));
}
function readBytes(bytes: Uint8Array) {
  const found = readEcgFile(bytes);
  if (!found.ok) throw new Error(`${found.failure.code}: ${found.failure.message}`);
  return found.value;
}
const codeOf = (bytes: Uint8Array) => {
  const found = readEcgFile(bytes);
  return found.ok ? 'read' : found.failure.code;
};
const samplesOf = (file: ReturnType<typeof read>, lead: string) =>
  Array.from(file.waveform.groups[0]?.leads.find(({ name }) => name === lead)?.samples ?? []);

/** Two tables: the first holds small numbers and a switch to the second, which holds all of 16 bits and a way back. */
const switching: ReadonlyArray<readonly HuffmanCode[]> = [
  [
    { prefixBits: 1, totalBits: 4, isValue: true, base: 0, prefix: 0 },
    { prefixBits: 2, totalBits: 2, isValue: false, base: 2, prefix: 0b01 },
    { prefixBits: 2, totalBits: 2, isValue: true, base: 100, prefix: 0b11 },
  ],
  [
    { prefixBits: 1, totalBits: 17, isValue: true, base: 0, prefix: 1 },
    { prefixBits: 1, totalBits: 1, isValue: false, base: 1, prefix: 0 },
  ],
];

/**
 * Any tables a writer may make of its own: prefixes are the leaves of a random tree, longest 32 bits; a leaf is a value, a range of
 * values of up to 16 bits behind the prefix, or the switch to another table. Each table can say every 16-bit number, or get there.
 */
const ownTables: fc.Arbitrary<ReadonlyArray<readonly HuffmanCode[]>> = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, table) => ownTable(table, count))));

function ownTable(table: number, count: number): fc.Arbitrary<readonly HuffmanCode[]> {
  const leaf = fc.record({
    extra: fc.constantFrom(0, 0, 0, 1, 2, 5, 9),
    base: fc.integer({ min: -300, max: 300 }),
    switches: fc.boolean(),
  });
  return fc
    .record({
      splits: fc.array(fc.nat(), { maxLength: 40 }),
      leaves: fc.array(leaf, { minLength: 42, maxLength: 42 }),
    })
    .map(({ splits, leaves }) => {
      // Each split makes two leaves of one; of the deepest no more are made than 32 bits can tell.
      const prefixes: Array<{ bits: number; prefix: number }> = [
        { bits: 1, prefix: 0 },
        { bits: 1, prefix: 1 },
      ];
      for (const split of splits) {
        const at = split % prefixes.length;
        const chosen = prefixes[at];
        if (chosen === undefined || chosen.bits === 32) continue;
        const bits = chosen.bits + 1;
        prefixes.splice(
          at,
          1,
          { bits, prefix: chosen.prefix },
          { bits, prefix: (chosen.prefix | (1 << chosen.bits)) >>> 0 },
        );
      }
      return prefixes.map(({ bits, prefix }, at): HuffmanCode => {
        const { extra, base, switches } = leaves[at] ?? { extra: 0, base: 0, switches: false };
        const isLast = at === prefixes.length - 1;
        // The last code of the first table holds any number; that of another leads back to the first.
        if (isLast && table === 0)
          return { prefixBits: bits, totalBits: bits + 20, isValue: true, base: 0, prefix };
        if (isLast || (switches && count > 1 && at === 0)) {
          const to = isLast ? 1 : ((table + 1) % count) + 1;
          return { prefixBits: bits, totalBits: bits, isValue: false, base: to, prefix };
        }
        return { prefixBits: bits, totalBits: bits + extra, isValue: true, base, prefix };
      });
    });
}

const sample = fc.integer({ min: -8000, max: 8000 });

describe('round trips', () => {
  test.each([
    ['plain', null],
    ['default table', 'default'],
    ['own tables with switching', switching],
  ] as const)('%s, differences of order 0, 1 and 2', (_, tables) => {
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 2, maxLength: 300 }),
        fc.constantFrom(0 as const, 1 as const, 2 as const),
        (values, difference) => {
          const file = read({
            leads: [
              { id: 1, samples: values },
              { id: 3, samples: values.toReversed() },
            ],
            tables,
            difference,
          });
          expect(samplesOf(file, 'I')).toEqual(values);
          expect(samplesOf(file, 'V1')).toEqual(values.toReversed());
          expect([file.complete, [...file.warnings]]).toEqual([true, []]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('any prefix tables of a writer, with any switching between them', () => {
    fc.assert(
      fc.property(
        ownTables,
        fc.array(fc.oneof(fc.integer({ min: -320, max: 320 }), sample), { minLength: 2, maxLength: 200 }),
        fc.constantFrom(0 as const, 1 as const, 2 as const),
        (tables, values, difference) => {
          const leads = [
            { id: 1, samples: values },
            { id: 2, samples: values.toReversed() },
          ];
          const file = read({ leads, tables, difference });
          expect(samplesOf(file, 'I')).toEqual(values);
          expect(samplesOf(file, 'II')).toEqual(values.toReversed());
          expect([file.complete, [...file.warnings]]).toEqual([true, []]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the reference beat comes back where it was subtracted, in its own scale, and only in beats of its kind', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 60, maxLength: 60 }),
        fc.array(sample, { minLength: 10, maxLength: 10 }),
        (values, beat) => {
          const beats = [
            { type: 0, start: 5, fiducial: 9, end: 14 },
            { type: 1, start: 20, fiducial: 24, end: 29 },
            { type: 0, start: 52, fiducial: 56, end: 60 },
          ];
          // Section 5 counts in 5 µV, section 6 in 2 µV: the scale of both is 1 µV.
          const residual = values.map((value) => value * 2);
          const restored = [...residual];
          for (const { type, start, fiducial, end } of beats)
            for (let number = start; number <= end && type === 0; number++)
              restored[number - 1] = (restored[number - 1] ?? 0) + 5 * (beat[number - fiducial + 5 - 1] ?? 0);
          const file = read({
            leads: [{ id: 2, samples: values }],
            nanovolts: 2000,
            tables: 'default',
            difference: 1,
            subtracted: true,
            beats,
            reference: { nanovolts: 5000, interval: 2000, ms: 20, fiducial: 5, leads: [beat] },
          });
          expect(samplesOf(file, 'II')).toEqual(restored);
          expect(file.waveform.groups[0]?.leads[0]?.microvoltsPerLsb).toBe(1);
          expect(Array.from(file.waveform.groups[1]?.leads[0]?.samples ?? [])).toEqual(beat);
          expect(file.waveform.annotations?.map((mark) => mark.sample)).toEqual([8, 23, 55]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('bimodal: full rate in the zones, a straight line between the means outside, and a word about it', () => {
    const stored = [10, 20, 30, 1, 2, 3, 4, 50, 60];
    const file = read({
      leads: [{ id: 2, samples: standingFor(stored, 12 + 4 + 8) }],
      interval: 4000,
      bimodal: true,
      tables: 'default',
      zones: [[13, 16]],
      beats: [],
      reference: { nanovolts: 2500, interval: 1000, ms: 4, fiducial: 1, leads: [[0, 0, 0, 0]] },
    });
    // Zones are as many as beats: without beats there is none, and every four samples are one.
    expect(file.warnings.has('samples-thinned')).toBe(true);
    const zoned = read({
      leads: [{ id: 2, samples: standingFor(stored, 24) }],
      interval: 4000,
      bimodal: true,
      tables: 'default',
      zones: [[13, 16]],
      beats: [{ type: 0, start: 13, fiducial: 14, end: 16 }],
      reference: { nanovolts: 2500, interval: 1000, ms: 4, fiducial: 1, leads: [[0, 0, 0, 0]] },
    });
    const values = samplesOf(zoned, 'II');
    expect(zoned.waveform.groups[0]?.samplingHz).toBe(1000);
    expect(values.slice(12, 16)).toEqual([1, 2, 3, 4]);
    expect(values.slice(0, 12)).toEqual([10, 10, 11, 14, 16, 19, 21, 24, 26, 29, 30, 30]);
    expect(values.slice(16)).toEqual([50, 50, 51, 54, 56, 59, 60, 60]);
    expect([...zoned.warnings]).toEqual(['samples-thinned']);
  });

  test('leads that were recorded one after the other lie on one axis', () => {
    const file = read({
      leads: [
        { id: 1, samples: [1, 2, 3] },
        { id: 3, samples: [4, 5], start: 4 },
      ],
    });
    const [first, second] = file.waveform.groups[0]?.leads ?? [];
    expect([first?.missing, second?.missing]).toEqual([[[3, 5]], [[0, 3]]]);
    expect(Array.from(second?.samples ?? [])).toEqual([0, 0, 0, 4, 5]);
  });

  test('leads that follow from I and II are worked out and marked', () => {
    const file = read({
      leads: [
        { id: 1, samples: [10, -4] },
        { id: 2, samples: [7, 9] },
      ],
    });
    const leads = file.waveform.groups[0]?.leads ?? [];
    expect(leads.map(({ name, derived }) => [name, derived ?? false])).toEqual([
      ['I', false],
      ['II', false],
      ['III', true],
      ['aVR', true],
      ['aVL', true],
      ['aVF', true],
    ]);
    expect(Array.from(leads[2]?.samples ?? [])).toEqual([-3, 13]);
  });
});

describe('sections', () => {
  const machine = (language: number) => {
    const bytes = Buffer.alloc(36);
    bytes.write('MAC55', 8, 'latin1');
    bytes[16] = language;
    return Buffer.concat([bytes, Buffer.from('\0S-77\0R2\0\0Ge\0', 'latin1')]);
  };
  // 王 in GB 2312.
  const wang = Buffer.of(0xcd, 0xf5, 0);
  test.each([
    ['GB 2312 as declared', 0x27, 20, wang, []],
    ['GB 2312 undeclared', 0, 20, wang, ['charset-undeclared', 'read-as:GB18030']],
    ['UTF-8 of protocol 3', 0, 30, Buffer.from('王\0', 'utf8'), []],
    ['UTF-8 as declared', 7, 20, Buffer.from('王\0', 'utf8'), []],
  ] as const)('patient and device: %s', (_, language, protocol, name, warnings) => {
    const file = read({
      leads: [{ id: 1, samples: [1, 2] }],
      protocol,
      tags: [
        [0, Buffer.from(name)],
        [2, Buffer.from('P-9\0')],
        [5, Buffer.of(0xaa, 0x07, 2, 28)],
        [8, Buffer.of(2)],
        [14, machine(language)],
        [25, Buffer.of(0xe9, 0x07, 11, 25)],
        [26, Buffer.of(8, 4, 59)],
        [27, uint16(5)],
        [28, uint16(150)],
        [29, Buffer.of(2)],
      ],
    });
    expect(file.patient).toEqual({ name: '王', id: 'P-9', sex: 'F', birthDate: '1962-02-28' });
    expect(file.device).toEqual({ manufacturer: 'Ge', model: 'MAC55', serial: 'S-77', software: 'R2' });
    expect(file.waveform.acquiredAt).toBe('2025-11-25T08:04:59');
    const [lead] = file.waveform.groups[0]?.leads ?? [];
    expect([lead?.filterLowHz, lead?.filterHighHz, lead?.notchHz]).toEqual([0.05, 150, 50]);
    expect([...file.warnings]).toEqual(warnings);
  });

  test('statements, confirmed or not, and measurements of each lead', () => {
    const text = Buffer.from('窦性心律\0', 'utf8');
    const words = Buffer.concat([
      Buffer.of(1, 0xe9, 7, 11, 25, 8, 0, 0, 1),
      Buffer.of(1),
      uint16(text.length),
      text,
    ]);
    const coded = Buffer.from('\x01SR\0', 'latin1');
    const codes = Buffer.concat([
      Buffer.of(0, 0xe9, 7, 11, 25, 8, 0, 0, 1),
      Buffer.of(1),
      uint16(coded.length),
      coded,
    ]);
    const ofLead = Buffer.concat([
      uint16(1),
      uint16(0),
      uint16(3),
      uint16(8),
      ...[98, 29_999, -7, 400].map(uint16),
    ]);
    const file = read({
      leads: [{ id: 1, samples: [1, 2] }],
      sections: [
        [8, words],
        [11, codes],
        [10, ofLead],
      ],
    });
    expect(file.waveform.statements).toEqual([
      { text: '窦性心律', confirmed: true },
      { text: 'SR', confirmed: false },
    ]);
    expect(file.waveform.leadMeasurements).toEqual([
      { lead: 'V1', name: 'P Duration', value: 98, unit: 'ms' },
      { lead: 'V1', name: 'QRS Duration', value: -7, unit: 'ms' },
      { lead: 'V1', name: 'QT Interval', value: 400, unit: 'ms' },
    ]);
  });
});

describe('records that cannot be', () => {
  const leads = [{ id: 1, samples: Array.from({ length: 200 }, (_, at) => at) }];
  const good = () => scpBytes({ leads, tables: 'default', defaultCodes, difference: 1 });
  const pointer = (id: number) => 22 + id * 10;
  const change = (edit: (bytes: Buffer) => void) => {
    const bytes = good();
    edit(bytes);
    return sealScp(bytes);
  };

  test.each([
    ['a pointer back to section 0', (bytes: Buffer) => bytes.writeUInt32LE(7, pointer(3) + 6)],
    [
      'two sections in one place',
      (bytes: Buffer) => bytes.copy(bytes, pointer(3) + 2, pointer(6) + 2, pointer(6) + 10),
    ],
    ['a pointer beyond the record', (bytes: Buffer) => bytes.writeUInt32LE(0xfffffff0, pointer(6) + 6)],
    ['a length that overflows', (bytes: Buffer) => bytes.writeUInt32LE(0xffffffff, pointer(6) + 2)],
    ['a section of the same number twice', (bytes: Buffer) => bytes.writeUInt16LE(3, pointer(6))],
    ['section 0 that points to itself again', (bytes: Buffer) => bytes.writeUInt16LE(0, pointer(6))],
    [
      'a section whose header names another',
      (bytes: Buffer) => bytes.writeUInt16LE(5, bytes.readUInt32LE(pointer(6) + 6) - 1 + 2),
    ],
    [
      'samples 0 µs apart',
      (bytes: Buffer) => bytes.writeUInt16LE(0, bytes.readUInt32LE(pointer(6) + 6) - 1 + 18),
    ],
    [
      'amplitude of 0 nV',
      (bytes: Buffer) => bytes.writeUInt16LE(0, bytes.readUInt32LE(pointer(6) + 6) - 1 + 16),
    ],
    [
      'a lead that ends before it begins',
      (bytes: Buffer) => bytes.writeUInt32LE(0, bytes.readUInt32LE(pointer(3) + 6) - 1 + 22),
    ],
    [
      'four thousand million samples',
      (bytes: Buffer) => bytes.writeUInt32LE(0xfffffffe, bytes.readUInt32LE(pointer(3) + 6) - 1 + 22),
    ],
    [
      'eighty million samples in 200 bytes',
      (bytes: Buffer) => bytes.writeUInt32LE(80_000_000, bytes.readUInt32LE(pointer(3) + 6) - 1 + 22),
    ],
  ])('%s', (_, edit) => {
    expect(codeOf(change(edit))).toBe('scp-damaged');
  });

  test.each<readonly [string, HuffmanCode[]]>([
    ['a code of no bits', [{ prefixBits: 0, totalBits: 0, isValue: true, base: 0, prefix: 0 }]],
    [
      'a code that begins another',
      [
        { prefixBits: 1, totalBits: 1, isValue: true, base: 0, prefix: 1 },
        { prefixBits: 2, totalBits: 2, isValue: true, base: 1, prefix: 1 },
      ],
    ],
    [
      'a switch to a table that is not there',
      [{ prefixBits: 1, totalBits: 1, isValue: false, base: 9, prefix: 1 }],
    ],
    [
      'more bits for the code than for all',
      [{ prefixBits: 5, totalBits: 2, isValue: true, base: 0, prefix: 1 }],
    ],
    ['no code at all', []],
  ])('Huffman table: %s', (_, table) => {
    const found = readEcgFile(scpBytes({ leads, sections: [[2, tableSection([table])]] }));
    expect(found.ok ? null : found.failure).toMatchObject({
      code: 'scp-damaged',
      message: expect.stringContaining('Huffman'),
    });
  });

  test('switches that never say a value end with the bits', () => {
    const endless: HuffmanCode[] = [
      { prefixBits: 1, totalBits: 1, isValue: false, base: 1, prefix: 0 },
      { prefixBits: 1, totalBits: 9, isValue: true, base: 0, prefix: 1 },
    ];
    const bytes = scpBytes({ leads: [{ id: 1, samples: [1, 2, 3, 4] }], tables: [endless] });
    const at = bytes.readUInt32LE(pointer(6) + 6) - 1 + 24;
    bytes.fill(0, at);
    const file = readBytes(sealScp(bytes));
    expect([file.complete, file.warnings.has('waveform-short')]).toEqual([false, true]);
    expect(file.waveform.groups[0]?.leads[0]?.missing).toEqual([[0, 4]]);
  });

  test('bits turned in the curve, and in the text, are told by the checksums', () => {
    const curve = good();
    const at = curve.readUInt32LE(pointer(6) + 6) - 1 + 40;
    curve[at] = (curve[at] ?? 0) ^ 0x10;
    expect(readBytes(sealScp(curve))).toMatchObject({
      complete: false,
      warnings: new Set(['waveform-checksum']),
    });
    const whole = good();
    whole[0] = (whole[0] ?? 0) ^ 1;
    expect(readBytes(whole)).toMatchObject({ complete: true, warnings: new Set(['checksum-mismatch']) });
  });
});
