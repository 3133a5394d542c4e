/** The native search must answer as the plain one does, wherever the bytes lie in their buffer. */
import { expect, it } from 'vitest';
import { findBytesPlainly } from '#shared/formats/dicom/find-bytes.ts';
import { findBytes } from '../../../main/bytes/find-bytes.ts';

it('finds the first place, or none, as the plain search does', () => {
  const whole = Uint8Array.from({ length: 4096 }, (_, at) => (at * 2654435761) & 7);
  for (let from = 0; from < 64; from++) {
    const bytes = whole.subarray(from, 4096 - 3 * from);
    for (const wanted of [[7], [0, 1], [1, 2, 3, 4], [5, 5, 5, 5], [...bytes.subarray(-4)], [9]]) {
      const asked = Uint8Array.from(wanted);
      expect(findBytes(bytes, asked)).toBe(findBytesPlainly(bytes, asked));
    }
  }
  expect(findBytesPlainly(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3))).toBe(-1);
});
