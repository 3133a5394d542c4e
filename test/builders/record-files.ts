/** A small WFDB record of two leads as its files by name: header, signals, beats. */
import { wfdbMarks, wfdbSamples } from './wfdb-bytes.ts';

export const recordFrames = 1000;

export function recordFiles(record = '100'): Record<string, Buffer> {
  const values = Array.from({ length: recordFrames * 2 }, (_, at) => ((at * 7) % 400) - 200);
  const header = [
    `${record} 2 250 ${recordFrames} 8:26:04 26/10/1994`,
    `${record}.dat 16 200 16 0 ${values[0]} 0 0 II`,
    `${record}.dat 16 200 16 0 ${values[1]} 0 0 V5`,
    '# 69 M 1085 1629 x1',
    '',
  ];
  return {
    [`${record}.hea`]: Buffer.from(header.join('\n')),
    [`${record}.dat`]: wfdbSamples(16, values),
    [`${record}.atr`]: wfdbMarks([
      [1, 100],
      [5, 300],
    ]),
  };
}
