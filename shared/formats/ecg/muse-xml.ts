/** Journey step 2: GE MUSE XML (RestingECG): rhythm and median waveforms, measurements and diagnosis statements. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { DeviceMeasurement, DeviceStatement, WaveformGroup } from '../../study/waveform.ts';
import { at, childrenOf, numberIn, textAt } from '../xml/find-in-xml.ts';
import { readXml, type XmlElement } from '../xml/read-xml.ts';
import { longestFirst } from './build-lead.ts';
import { type EcgFile, type EcgReadOptions, sexOf } from './ecg-file.ts';
import { measurementOf } from './measurement-names.ts';
import { readMuseWaveform } from './muse-waveforms.ts';
import { personName } from './person-name.ts';
import { localDate, localDateTime } from './written-dates.ts';

/** Of the measurements these say how the others are counted, not what was measured. */
const notMeasured = new Set(['ECGSampleBase', 'ECGSampleExponent']);

/** Fails with an XML failure, `no-waveform` or `waveform-invalid`. */
export function readMuseXml(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const xml = readXml(bytes, warnings);
  if (!xml.ok) return xml;
  const root = xml.value;
  const groups: WaveformGroup[] = [];
  for (const element of childrenOf(root, 'Waveform')) {
    const group = readMuseWaveform(element, warnings);
    if (!group.ok) return group;
    if (group.value !== null) groups.push(group.value);
  }
  if (groups.every((group) => group.sampleCount === 0))
    return fail(failure('no-waveform', {}, options.language));
  const person = at(root, 'PatientDemographics');
  const test = at(root, 'TestDemographics');
  const cart = at(root, 'PharmaData');
  return ok({
    format: 'muse-xml',
    patient: {
      name: personName(textAt(person, 'PatientLastName'), textAt(person, 'PatientFirstName')),
      id: textAt(person, 'PatientID'),
      sex: sexOf(textAt(person, 'Gender')),
      birthDate: localDate(textAt(person, 'DateofBirth')),
    },
    accessionNumber: accessionOf(root),
    institution: textAt(test, 'SiteName') || textAt(test, 'LocationName'),
    device: {
      manufacturer: 'GE Healthcare',
      model: textAt(test, 'AcquisitionDevice'),
      serial: textAt(cart, 'PharmaCartID') || textAt(test, 'CartNumber'),
      software: textAt(test, 'AcquisitionSoftwareVersion'),
    },
    waveform: {
      groups: longestFirst(groups),
      statements: statementsOf(root),
      measurements: measurementsOf(root),
      acquiredAt: localDateTime(textAt(test, 'AcquisitionDate'), textAt(test, 'AcquisitionTime')),
    },
    warnings,
    complete: !warnings.has('waveform-short') && !warnings.has('waveform-checksum'),
  });
}

function accessionOf(root: XmlElement): string {
  const order = at(root, 'Order');
  const test = at(root, 'TestDemographics');
  return (
    textAt(order, 'AccessionNumber') ||
    textAt(test, 'AccessionNumber') ||
    textAt(order, 'HISOrderNumber') ||
    textAt(test, 'HISOrderNumber')
  );
}

/** A statement is spread over elements up to the one flagged ENDSLINE. */
function statementsOf(root: XmlElement): DeviceStatement[] {
  const test = at(root, 'TestDemographics');
  const confirmed = /^confirmed$/i.test(textAt(test, 'Status') || textAt(test, 'EditListStatus'));
  const diagnosis = at(root, 'Diagnosis') ?? at(root, 'OriginalDiagnosis');
  const statements: DeviceStatement[] = [];
  let line: string[] = [];
  const endLine = () => {
    const text = line.join(' ').replace(/\s+/g, ' ').trim();
    if (text !== '') statements.push({ text, confirmed });
    line = [];
  };
  for (const part of childrenOf(diagnosis, 'DiagnosisStatement')) {
    line.push(textAt(part, 'StmtText'));
    if (childrenOf(part, 'StmtFlag').some((flag) => flag.text.trim() === 'ENDSLINE')) endLine();
  }
  endLine();
  return statements;
}

function measurementsOf(root: XmlElement): DeviceMeasurement[] {
  const element = at(root, 'RestingECGMeasurements') ?? at(root, 'OriginalRestingECGMeasurements');
  return (element?.children ?? []).flatMap(({ name, text }) => {
    const value = notMeasured.has(name) ? null : numberIn(text);
    return value === null ? [] : [measurementOf(name, value)];
  });
}
