/** WFDB: every storage format, multi-segment records and annotations come back as written; lies are told or refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { readWfdbAnnotations } from '#shared/formats/ecg/wfdb/wfdb-annotations.ts';
import { wfdbChecksum, wfdbMarks, wfdbSamples } from '../../../builders/wfdb-bytes.ts';

type Files = Readonly<Record<string, Uint8Array | string>>;
const open = (header: string, files: Files) =>
  readEcgFile(Buffer.from(header), {
    sibling: (name) => {
      const found = files[name];
      return found === undefined ? null : typeof found === 'string' ? Buffer.from(found) : found;
    },
  });
function read(header: string, files: Files) {
  const found = open(header, files);
  if (!found.ok) throw new Error(`${found.failure.code}: ${found.failure.message}`);
  return found.value;
}
const codeOf = (header: string, files: Files = {}) => {
  const found = open(header, files);
  return found.ok ? 'read' : found.failure.code;
};

describe('storage formats', () => {
  test.each([
    [8, 100],
    [16, 32_767],
    [24, 8_388_607],
    [32, 2_147_483_647],
    [61, 32_767],
    [80, 127],
    [160, 32_767],
    [212, 2047],
    [310, 511],
    [311, 511],
  ])('%i', (format, most) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -most, max: most }), fc.integer({ min: -most, max: most })), {
          minLength: 1,
          maxLength: 40,
        }),
        (pairs) => {
          // Format 8 keeps steps of at most 127.
          const steps = format === 8 ? pairs.map(([one]) => [Math.trunc(one / 2) || 0, 0] as const) : pairs;
          const columns = [steps.map(([one]) => one), steps.map(([, other]) => other)];
          const lines = columns.map(
            (column, index) =>
              `a.dat ${format} 200(7)/mV 16 0 ${format === 8 ? 0 : column[0]} ${wfdbChecksum(column)} 0 V${index + 1}`,
          );
          const own = format === 8 ? columns.slice(0, 1) : columns;
          const flat = format === 8 ? (columns[0] ?? []) : steps.flat();
          const header = [`a ${own.length} 360 ${steps.length}`, ...lines.slice(0, own.length), ''].join(
            '\n',
          );
          const file = read(header, { 'a.dat': wfdbSamples(format, flat) });
          const leads = file.waveform.groups[0]?.leads ?? [];
          expect(leads.map((lead) => Array.from(lead.samples))).toEqual(own);
          expect([leads[0]?.microvoltsPerLsb, leads[0]?.baselineMicrovolts]).toEqual([5, -35]);
          expect([file.complete, [...file.warnings]]).toEqual([true, []]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('bytes before the samples, samples per frame, skew, and what was not recorded', () => {
    const values = [1, 2, 100, 3, 4, 200, -32_768, 6, 300];
    const header = 'a 2 100 3\na.dat 16x2+5 1000 16 0 1 0 0 II\na.dat 16:1+5 10/mmHg 16 0 100 0 0 ABP\n';
    const file = read(header, { 'a.dat': Buffer.concat([Buffer.alloc(5), wfdbSamples(16, values)]) });
    const [fast, slow] = file.waveform.groups;
    expect([fast?.samplingHz, Array.from(fast?.leads[0]?.samples ?? [])]).toEqual([
      200,
      [1, 2, 3, 4, -32_768, 6],
    ]);
    expect(fast?.leads[0]?.missing).toEqual([[4, 5]]);
    const [pressure] = slow?.otherChannels ?? [];
    expect([pressure?.unit, Array.from(pressure?.samples ?? []), pressure?.missing]).toEqual([
      'mmHg',
      [200, 300, 0],
      [[2, 3]],
    ]);
  });
});

describe('records of segments', () => {
  const segment = (name: string, leads: Readonly<Record<string, readonly number[]>>): Files => {
    const entries = Object.entries(leads);
    const count = entries[0]?.[1].length ?? 0;
    const lines = entries.map(([lead], index) => `${name}${index}.dat 16 200 16 0 0 0 0 ${lead}`);
    return {
      [`${name}.hea`]: [`${name} ${entries.length} 250 ${count}`, ...lines, ''].join('\n'),
      ...Object.fromEntries(
        entries.map(([, samples], index) => [`${name}${index}.dat`, wfdbSamples(16, samples)]),
      ),
    };
  };

  test('variable layout: what a segment lacks, and a gap, are missing', () => {
    const files = {
      'r_layout.hea': 'r_layout 2 250 0\n~ 0 200 16 0 0 0 0 I\n~ 0 200 16 0 0 0 0 V1\n',
      ...segment('r_1', { I: [1, 2], V1: [10, 20] }),
      ...segment('r_2', { V1: [30] }),
    };
    const file = read('r/4 2 250 6\nr_layout 0\nr_1 2\n~ 3\nr_2 1\n', files);
    const leads = file.waveform.groups[0]?.leads ?? [];
    expect(leads.map(({ name, samples, missing }) => [name, Array.from(samples), missing])).toEqual([
      ['I', [1, 2, 0, 0, 0, 0], [[2, 6]]],
      ['V1', [10, 20, 0, 0, 0, 30], [[2, 5]]],
    ]);
  });

  test.each([
    ['a segment without its header', 'r/1 1 250 2\nr_1 2\n', {}, 'signal-file-missing'],
    [
      'a segment that is made of segments',
      'r/1 1 250 2\nr 2\n',
      { 'r.hea': 'r/1 1 250 2\nr 2\n' },
      'waveform-invalid',
    ],
    [
      'a gap of ten years',
      'r/2 1 250 2\nr_1 2\n~ 300000000000\n',
      segment('r_1', { I: [1, 2] }),
      'waveform-invalid',
    ],
    ['segments of another rate', 'r/1 1 360 2\nr_1 2\n', segment('r_1', { I: [1, 2] }), 'waveform-invalid'],
  ])('refused: %s', (_, header, files, code) => {
    expect(codeOf(header, files as Files)).toBe(code);
  });
});

describe('annotations', () => {
  test('distances of any length, notes, and codes', () => {
    const bytes = wfdbMarks([
      [28, 18, '(AFIB'],
      [1, 59],
      [5, 100_000],
      [8, 1023],
    ]);
    expect(readWfdbAnnotations(bytes).map(({ sample, code, text }) => [sample, code, text])).toEqual([
      [18, '+', '(AFIB'],
      [77, 'N', ''],
      [100_077, 'V', ''],
      [101_100, 'A', ''],
    ]);
  });

  test('a cut file ends where it is cut, with a word', () => {
    const warnings = new Set<string>();
    expect(
      readWfdbAnnotations(
        wfdbMarks([
          [1, 10],
          [1, 5000],
        ]).subarray(0, 6),
        warnings,
      ),
    ).toHaveLength(1);
    expect([...warnings]).toEqual(['annotations-cut']);
  });
});

describe('headers that lie', () => {
  const data = { 'a.dat': wfdbSamples(16, [1, 2, 3, 4]) };
  test.each([
    ['a wrong checksum', 'a 1 250 4\na.dat 16 200 16 0 1 77 0 I\n', 'waveform-checksum', false],
    ['more samples than there are', 'a 1 250 9\na.dat 16 200 16 0 1 10 0 I\n', 'waveform-short', false],
    ['no calibration', 'a 1 250 4\na.dat 16 0 16 0 1 10 0 I\n', 'gain-assumed', true],
  ])('%s', (_, header, warning, complete) => {
    const file = read(header, data);
    expect([file.warnings.has(warning), file.complete]).toEqual([true, complete]);
  });

  test.each([
    ['sampling frequency 0', 'a 1 0 4\na.dat 16\n', 'waveform-invalid'],
    ['a format of FLAC', 'a 1 250 4\na.dat 516\n', 'waveform-invalid'],
    ['a line that is missing', 'a 2 250 4\na.dat 16\n', 'waveform-invalid'],
    ['two formats in one file', 'a 2 250 2\na.dat 16\na.dat 212\n', 'waveform-invalid'],
    ['a file that is not there', 'a 1 250 4\nb.dat 16\n', 'signal-file-missing'],
    ['an empty file', 'a 1 250 4\nempty.dat 16\n', 'no-waveform'],
  ])('refused: %s', (_, header, code) => {
    expect(codeOf(header, { ...data, 'empty.dat': Buffer.alloc(0) })).toBe(code);
  });
});
