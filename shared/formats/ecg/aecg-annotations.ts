/** Journey step 2: annotation sets of an HL7 aECG: what the device (or a person) measured and stated. */
import type { DeviceMeasurement, DeviceStatement } from '../../study/waveform.ts';
import { allBelow, at, attributeOf, childrenOf, numberIn } from '../xml/find-in-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { measurementOf } from './measurement-names.ts';

const mostAnnotations = 20_000;
/** Text under these says something about the ECG; marks on single beats and waves do not. */
const stating = /^MDC_ECG_(INTERPRETATION|RHY|DIAGNOSIS|STATEMENT)|^(INTERPRETATION|STATEMENT|DIAGNOSIS)/i;

/** The first value of each measurement (later ones belong to later beats), and every statement once. */
export function readAecgAnnotations(sets: readonly XmlElement[]): {
  readonly statements: DeviceStatement[];
  readonly measurements: DeviceMeasurement[];
} {
  const statements = new Map<string, DeviceStatement>();
  const measurements = new Map<string, DeviceMeasurement>();
  for (const set of sets) {
    const confirmed = isByPerson(set);
    for (const annotation of allBelow(set, 'annotation').slice(0, mostAnnotations)) {
      const code = attributeOf(at(annotation, 'code'), 'code');
      const value = at(annotation, 'value');
      const number = numberIn(attributeOf(value, 'value'));
      if (number !== null) {
        const unit = attributeOf(value, 'unit').replace(/^(bpm|beats\/min|bmp)$/i, '/min');
        if (!measurements.has(code)) measurements.set(code, measurementOf(code, number, unit));
      } else if (stating.test(code)) {
        const text = (value?.text.trim() || attributeOf(value, 'displayName')).replace(/\s+/g, ' ');
        if (text !== '' && !statements.has(text)) statements.set(text, { text, confirmed });
      }
    }
  }
  return { statements: [...statements.values()], measurements: [...measurements.values()] };
}

/** Person or device: the author of an annotation set is one of the two. */
function isByPerson(set: XmlElement): boolean {
  const type = at(set, 'author', 'assignedEntity', 'assignedAuthorType');
  return childrenOf(type, 'assignedPerson').length > 0;
}
