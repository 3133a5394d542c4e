/** Journey step 2: whether a DICOMDIR holds together: a patient record first, and offsets that lead to records. */
import { asciiValue, itemsOf, uint32Value } from './element-values.ts';
import type { OpenedDicom } from './read-part10.ts';
import { explicitLittleEndian } from './transfer-syntaxes.ts';

/** True for a directory as PS3.3 F.3 wants it; false where records have to be read by their order instead. */
export function checkDirectory(opened: OpenedDicom): boolean {
  const { dataSet } = opened.walk;
  const records = itemsOf(dataSet, 0x00041220);
  if (opened.transferSyntaxUid !== explicitLittleEndian || records.length === 0) return false;
  const typeAt = (index: number) => (records[index] ? asciiValue(records[index], 0x00041430) : '');
  const first = uint32Value(dataSet, 0x00041200) ?? 0;
  if (typeAt(0) !== 'PATIENT' || first === 0) return false;
  const rank = ['PATIENT', 'STUDY', 'SERIES'];
  for (const [index, record] of records.entries()) {
    const isInner = rank.includes(typeAt(index));
    if (isInner && (uint32Value(record, 0x00041420) ?? 0) === 0) return false;
    // A study follows a patient or what hangs below one; anything else was moved.
    const above = index === 0 ? '' : typeAt(index - 1);
    if (typeAt(index) === 'SERIES' && above === 'PATIENT') return false;
    if (typeAt(index) === 'STUDY' && above === 'STUDY') return false;
  }
  return true;
}
