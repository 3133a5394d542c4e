/** Journey step 2: further numbers of the patient: Other Patient IDs Sequence (0010,1002), and the retired list (0010,1000). PS3.3 C.7.1.1. */
import type { FurtherId } from '../../study/patient.ts';
import type { DicomDataSet } from './data-set.ts';
import { itemsOf } from './element-values.ts';

/** A device that writes more than these says nothing about one patient. */
const most = 20;

/**
 * Each number once, without the patient id itself. `textsOf` reads the values of an element of a data set, decoded and neutral.
 * A number of the list has no issuer: it stands only where the sequence does not name the same number with one.
 */
export function readOtherPatientIds(
  dataSet: DicomDataSet,
  textsOf: (from: DicomDataSet, tag: number) => readonly string[],
  own: { readonly id: string; readonly issuer: string },
): FurtherId[] {
  const first = (from: DicomDataSet, tag: number): string => (textsOf(from, tag)[0] ?? '').slice(0, 64);
  const named = itemsOf(dataSet, 0x00101002).map((item) => ({
    id: first(item, 0x00100020),
    // Without a name of its own the issuer may have a universal one (0040,0032) in the qualifiers (0010,0024).
    issuer: first(item, 0x00100021) || universalIssuer(item, first),
  }));
  const listed = textsOf(dataSet, 0x00101000)
    .map((id) => ({ id: id.slice(0, 64), issuer: '' }))
    .filter(({ id }) => !named.some((one) => one.id === id));
  const found: FurtherId[] = [];
  for (const one of [...named, ...listed]) {
    const isOwn = one.id === own.id && (one.issuer === own.issuer || one.issuer === '');
    const isKnown = found.some(({ id, issuer }) => id === one.id && issuer === one.issuer);
    if (one.id !== '' && !isOwn && !isKnown) found.push(one);
  }
  return found.slice(0, most);
}

function universalIssuer(item: DicomDataSet, first: (from: DicomDataSet, tag: number) => string): string {
  const [qualifiers] = itemsOf(item, 0x00100024);
  return qualifiers === undefined ? '' : first(qualifiers, 0x00400032);
}
