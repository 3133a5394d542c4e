/** The bytes of a deposit while it is still on its way. */
import type { Task } from './task.ts';

/**
 * How many bytes a deposit will have in all, as far as can be said while it arrives; null while nothing has been announced. The
 * announced bytes cover the objects that the station has by now: where the order or the sender said a higher count, the others are taken
 * to be as large as those that came.
 */
export function wholeBytes(images: Task['images']): number | null {
  const { received, expected, receivedBytes, expectedBytes } = images;
  if (expectedBytes === null) return null;
  const bytesByCount = expected !== null && received > 0 ? (receivedBytes / received) * expected : 0;
  return Math.max(expectedBytes, Math.round(bytesByCount));
}
