/** Cut at each hundredth and changed at random, no file of these formats crashes, hangs, or passes for whole when it is cut. */
import { describe, expect, test } from 'vitest';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { defaultCodes } from '#shared/formats/ecg/scp/scp-huffman.ts';
import { edfBytes, ishneBytes } from '../builders/holter-bytes.ts';
import { scpBytes } from '../builders/scp-bytes.ts';
import { wfdbSamples } from '../builders/wfdb-bytes.ts';

const wave = Array.from({ length: 600 }, (_, at) => Math.round(900 * Math.sin(at / 9)));
const beat = wave.slice(0, 50);

const header = Buffer.from('a 2 250 300\na.dat 212 200 12 0 0 0 0 I\na.dat 212 200 12 0 0 0 0 II\n');
const signals = wfdbSamples(212, wave);
const none = () => null;

/** Each format as a file, and how it is read (of WFDB the signal file is what is cut and changed). */
const cases: ReadonlyArray<
  readonly [name: string, bytes: Buffer, read: (bytes: Uint8Array) => ReturnType<typeof readEcgFile>]
> = [
  [
    'SCP-ECG, tables and reference beat',
    scpBytes({
      leads: [1, 2, 3].map((id) => ({ id, samples: wave })),
      tables: 'default',
      defaultCodes,
      difference: 2,
      subtracted: true,
      beats: [{ type: 0, start: 10, fiducial: 30, end: 50 }],
      reference: { nanovolts: 2500, interval: 2000, ms: 100, fiducial: 20, leads: [beat, beat, beat] },
    }),
    (bytes) => readEcgFile(bytes),
  ],
  [
    'EDF+',
    edfBytes({
      signals: [{ label: 'II', samplesPerRecord: 100, samples: wave }],
      lists: Array.from({ length: 6 }, (_, at) => `+${at}\x14\x14\0`),
    }),
    (bytes) => readEcgFile(bytes),
  ],
  [
    'BDF',
    edfBytes({ bdf: true, signals: [{ label: 'II', samplesPerRecord: 100, samples: wave }] }),
    (bytes) => readEcgFile(bytes),
  ],
  [
    'ISHNE',
    ishneBytes({ leads: [5, 6, 11].map((code) => ({ code, nanovolts: 1000, samples: wave })) }),
    (bytes) => readEcgFile(bytes),
  ],
  [
    'WFDB signals',
    signals,
    (bytes) => readEcgFile(header, { sibling: (name) => (name === 'a.dat' ? bytes : null) }),
  ],
  [
    'WFDB header',
    header,
    (bytes) => readEcgFile(bytes, { sibling: (name) => (name === 'a.dat' ? signals : none()) }),
  ],
];

describe.each(cases)('%s', (name, bytes, read) => {
  test('whole it is whole', () => {
    const found = read(bytes);
    expect(found.ok ? [found.value.complete, [...found.value.warnings]] : found.failure.code).toEqual([
      true,
      [],
    ]);
  });

  // A header is text: where it ends early is told by the lines that are missing, in the test of its lines.
  const cuttable = name === 'WFDB header' ? 40 : 100;
  test('cut at each hundredth it is refused or told incomplete', () => {
    for (let percent = 0; percent < cuttable; percent++) {
      const found = read(bytes.subarray(0, Math.floor((bytes.length * percent) / 100)));
      expect(found.ok && found.value.complete, `${percent} %`).toBe(false);
    }
  });

  test('changed at random it is read or refused by name, never slow', () => {
    const random = seeded(20_251_125);
    const until = performance.now() + 1500;
    let count = 0;
    for (; count < 3000 && performance.now() < until; count++) {
      const changed = Buffer.from(bytes);
      const edits = 1 + (random() % 6);
      for (let edit = 0; edit < edits; edit++) {
        // Headers are short and decide most: half of the edits go there.
        const reach = random() % 2 === 0 ? Math.min(changed.length, 600) : changed.length;
        const at = random() % reach;
        const kind = random() % 3;
        changed[at] =
          kind === 0 ? random() & 0xff : kind === 1 ? 0xff : (changed[at] ?? 0) ^ (1 << (random() % 8));
      }
      const found = read(changed);
      if (found.ok) {
        for (const group of found.value.waveform.groups) {
          expect(group.samplingHz).toBeGreaterThan(0);
          for (const lead of group.leads) {
            expect(lead.samples.length).toBe(group.sampleCount);
            expect(Number.isFinite(lead.microvoltsPerLsb) && lead.microvoltsPerLsb !== 0).toBe(true);
          }
        }
      } else
        expect(found.failure.message).not.toMatch(
          /is not a function|Cannot read|Invalid array length|Offset is outside/,
        );
    }
    expect(count).toBeGreaterThan(20);
  });
});

/** A small generator, so that a failure can be played again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
