/** The first image of an exam with other contents under the same number, as a device sends it that was corrected meanwhile. */
import type { Exam } from '../../practice/exam.ts';

/** Tag, VR and what turns the first letter of its value into another: F becomes M. */
const places = {
  patient: ['10002000', 'LO', 1],
  sex: ['10004000', 'CS', 0x0b],
  station: ['08001010', 'SH', 1],
} as const;

/** An exam of one object with a letter changed in each of these: the patient's id, his sex, the station's name. Pushed like any other. */
export function otherVersionOf(exam: Exam, ...changed: readonly (keyof typeof places)[]): Exam {
  const [object] = exam.objects;
  if (object === undefined) throw new Error('an exam without objects');
  const bytes = Buffer.from(object.bytes);
  for (const of of changed) {
    const [tag, vr, flip] = places[of];
    const at = bytes.indexOf(Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(vr)]));
    if (at < 0) throw new Error(`no ${of} in the object`);
    bytes[at + 8] = (bytes[at + 8] ?? 0) ^ flip;
  }
  return { ...exam, objects: [{ ...object, name: 'again.dcm', bytes }] };
}
