/** Files and megabytes per second of each ECG format, read from bytes in memory to samples: `node bench/ecg-read.ts`. */
import { readEcgFile } from '../shared/formats/ecg/read-ecg-file.ts';
import { defaultCodes } from '../shared/formats/ecg/scp/scp-huffman.ts';
import { edfBytes, ishneBytes } from '../test/builders/holter-bytes.ts';
import { scpBytes } from '../test/builders/scp-bytes.ts';
import { wfdbSamples } from '../test/builders/wfdb-bytes.ts';

const resting = Array.from({ length: 5000 }, (_, at) =>
  Math.round(400 * Math.sin(at / 25) + ((at * 7919) % 23)),
);
const twelve = Array.from({ length: 12 }, (_, index) => index);
const hour = Array.from({ length: 200 * 3600 }, (_, at) => resting[at % 5000] ?? 0);
const flat = hour.flatMap((value) => [value, value]);
const header = Buffer.from(
  `a 2 200 ${hour.length}\na.dat 212 200 12 0 0 0 0 I\na.dat 212 200 12 0 0 0 0 V1\n`,
);
const signals = wfdbSamples(212, flat);

const cases: ReadonlyArray<readonly [name: string, bytes: number, read: () => unknown]> = [
  resting12('SCP-ECG, 12 × 10 s, Huffman, second differences', (leads) =>
    scpBytes({
      leads: leads.map((index) => ({
        id: [1, 2, 61, 62, 63, 64, 3, 4, 5, 6, 7, 8][index] ?? 1,
        samples: resting,
      })),
      tables: 'default',
      defaultCodes,
      difference: 2,
    }),
  ),
  resting12('EDF, 12 × 10 s', (leads) =>
    edfBytes({
      signals: leads.map((index) => ({ label: `V${index}`, samplesPerRecord: 500, samples: resting })),
    }),
  ),
  resting12('ISHNE, 3 × 1 h at 200 Hz', () =>
    ishneBytes({
      leads: [5, 6, 11].map((code) => ({ code, nanovolts: 2500, samples: hour })),
      samplingHz: 200,
    }),
  ),
  [
    'WFDB 212, 2 × 1 h at 200 Hz',
    signals.length,
    () => readEcgFile(header, { sibling: (name) => (name === 'a.dat' ? signals : null) }),
  ],
];

for (const [name, bytes, read] of cases) {
  for (let warm = 0; warm < 3; warm++) read();
  const began = performance.now();
  let files = 0;
  while (performance.now() - began < 1500) {
    read();
    files++;
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(
    JSON.stringify({
      bench: 'ecg-read',
      format: name,
      bytes,
      filesPerSecond: Math.round((files / seconds) * 10) / 10,
      megabytesPerSecond: Math.round((files * bytes) / seconds / 1e5) / 10,
    }),
  );
}

function resting12(name: string, write: (leads: readonly number[]) => Buffer) {
  const bytes = write(twelve);
  return [
    name,
    bytes.length,
    () => {
      const found = readEcgFile(bytes);
      if (!found.ok) throw new Error(found.failure.message);
      return found;
    },
  ] as const;
}
