/** What the device stated and measured as items of the Waveform Annotation Sequence (PS3.3 C.10.10). */
import type { DeviceMeasurement, Waveform } from '../../study/waveform.ts';
import { type Code, codeItem, decimalText, element, numbers, sequence } from '../dicom/elements-to-write.ts';
import type { ElementToWrite } from '../dicom/write-elements.ts';

/** Codes that carts themselves write for these (scheme SCPECG); others keep the device's own word under ours. */
const scpCodes: Readonly<Record<string, string>> = {
  'RR Interval': '5.10.2.1-3',
  'PP Interval': '5.10.2.1-5',
  'PR Interval': '5.13.5-7',
  'QRS Duration': '5.13.5-9',
  'QT Interval': '5.13.5-11',
  'QTc Interval': '5.10.2.5-5',
  'P Axis': '5.10.3-11',
  'QRS Axis': '5.10.3-13',
  'T Axis': '5.10.3-15',
};

/** Of the first multiplex group, all channels. */
const firstGroup = numbers(2, 1, 0);

/** Statements, then measurements, then `notes` of whoever converts. */
export function annotationItems(waveform: Waveform, notes: readonly string[]): ElementToWrite[][] {
  const texts = [...waveform.statements.map(({ text }) => text), ...notes];
  return [
    ...texts.map((text) => [
      element(0x0040a0b0, 'US', firstGroup),
      element(0x0040a180, 'US', numbers(2, 0)),
      element(0x00700006, 'ST', text.slice(0, 1024)),
    ]),
    ...waveform.measurements.map((measurement) => [
      sequence(0x004008ea, [codeItem(unitCode(measurement.unit))]),
      sequence(0x0040a043, [codeItem(nameCode(measurement))]),
      element(0x0040a0b0, 'US', firstGroup),
      element(0x0040a180, 'US', numbers(2, 1)),
      element(0x0040a30a, 'DS', decimalText(measurement.value)),
    ]),
  ];
}

function nameCode({ name, code }: DeviceMeasurement): Code {
  const known = scpCodes[name];
  if (known !== undefined) return { value: known, scheme: 'SCPECG', meaning: name };
  return { value: code ?? name, scheme: '99YUANZHEN', meaning: name };
}

/** UCUM has no empty code: a number without a unit is 1, "no units". */
function unitCode(unit: string): Code {
  return unit === '' || unit === '1'
    ? { value: '1', scheme: 'UCUM', meaning: 'no units' }
    : { value: unit, scheme: 'UCUM', meaning: unit };
}
