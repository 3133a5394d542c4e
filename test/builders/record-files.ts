/** A small WFDB record of two leads as its files by name: header, signals, beats. */
import { type BundlePart, bundleDirectory, localHeader } from '#shared/formats/ecg/bundle/bundle-format.ts';
import { crc32 } from '#shared/formats/ecg/crc-32.ts';
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

/** The files of a record as the one object that the station makes of them. */
export function bundleOf(
  parts: readonly { name: string; role: BundlePart['role']; bytes: Uint8Array }[],
): Uint8Array {
  const told = parts.map(({ name, role, bytes }) => ({
    name,
    role,
    size: bytes.length,
    crc32: crc32(bytes),
  }));
  const pieces = parts.flatMap(({ bytes }, at) => [localHeader(told[at] as BundlePart), bytes]);
  return new Uint8Array(Buffer.concat([...pieces, bundleDirectory(told)]));
}
