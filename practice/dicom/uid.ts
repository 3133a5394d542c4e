/** UIDs under the UUID arc 2.25 (PS3.5 annex B.2), drawn from the exam's own chance. */
import type { Random } from '../random.ts';

/** A new UID; at most 44 characters. */
export function drawUid(random: Random): string {
  let value = 0n;
  for (let i = 0; i < 4; i++) value = (value << 32n) | BigInt(random.integer(0, 0xffffffff));
  // Version 4 and variant bits, so that the number is a legal UUID.
  value = (value & ~(0xfn << 76n)) | (4n << 76n);
  value = (value & ~(3n << 62n)) | (2n << 62n);
  return `2.25.${value}`;
}
