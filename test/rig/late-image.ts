/** One more image of an exam, as a device sends it after the others: the same bytes under an instance UID of its own. */
import { randomUUID } from 'node:crypto';
import type { Exam } from '../../practice/exam.ts';

/** An exam of one object, to be pushed like any other. */
export function lateImageOf(exam: Exam): Exam {
  const [object] = exam.objects;
  if (object === undefined) throw new Error('an exam without objects');
  const bytes = Buffer.from(object.bytes);
  const uid = instanceUidOf(bytes);
  // Digits alone, and as long as before, so that no length in the file changes.
  const fresh = BigInt(`0x${randomUUID().replaceAll('-', '')}`)
    .toString()
    .slice(-6)
    .padStart(6, '1');
  const renamed = Buffer.from(uid.slice(0, -6) + fresh.replace(/^0/, '1'), 'latin1');
  for (let at = bytes.indexOf(uid); at >= 0; at = bytes.indexOf(uid, at + 1)) renamed.copy(bytes, at);
  return { ...exam, objects: [{ ...object, name: `late-${fresh}.dcm`, bytes }] };
}

/** MediaStorageSOPInstanceUID (0002,0003) of the file's header. */
function instanceUidOf(bytes: Buffer): string {
  const at = bytes.indexOf(Buffer.from([2, 0, 3, 0, 0x55, 0x49]));
  if (at < 0) throw new Error('no (0002,0003) in the file');
  return bytes.toString('latin1', at + 8, at + 8 + bytes.readUInt16LE(at + 6)).replace(/\0$/, '');
}
