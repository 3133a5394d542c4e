/** Journey step 2: Philips XML (SierraECG 1.03, PhilipsECG 1.04): patient, device, measurements, statements, waveforms. */
import { ok, type Result } from '../../result.ts';
import type { DeviceMeasurement, DeviceStatement } from '../../study/waveform.ts';
import { allBelow, at, attributeOf, childrenOf, numberIn, textAt } from '../xml/find-in-xml.ts';
import { readXml, type XmlElement } from '../xml/read-xml.ts';
import { longestFirst } from './build-lead.ts';
import { type EcgDevice, type EcgFile, type EcgReadOptions, sexOf } from './ecg-file.ts';
import { measurementOf } from './measurement-names.ts';
import { personName } from './person-name.ts';
import { readPhilipsBeats, readPhilipsRhythm } from './philips-waveforms.ts';
import { localDate, localDateTime } from './written-dates.ts';

/** Fails with an XML failure, `no-waveform` or `waveform-invalid`. */
export function readPhilipsXml(bytes: Uint8Array, _options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const xml = readXml(bytes, warnings);
  if (!xml.ok) return xml;
  const root = xml.value;
  const rhythm = readPhilipsRhythm(root, warnings);
  if (!rhythm.ok) return rhythm;
  const beats = readPhilipsBeats(root);
  const acquisition = at(root, 'dataacquisition');
  const person = at(root, 'patient', 'generalpatientdata');
  const name = at(person, 'name');
  return ok({
    format: 'philips-xml',
    patient: {
      name: personName(textAt(name, 'lastname'), textAt(name, 'firstname'), textAt(name, 'middlename')),
      id: textAt(person, 'patientid') || textAt(person, 'MRN'),
      sex: sexOf(textAt(person, 'sex')),
      birthDate: localDate(textAt(person, 'age', 'dateofbirth')),
    },
    accessionNumber: textAt(root, 'orderinfo', 'ordernumber') || textAt(root, 'orderinfo', 'uniqueorderid'),
    institution:
      textAt(acquisition, 'acquirer', 'institutionname') || textAt(acquisition, 'acquirer', 'facilityname'),
    device: deviceOf(acquisition),
    waveform: {
      groups: longestFirst(beats === null ? [rhythm.value] : [rhythm.value, beats]),
      statements: statementsOf(root),
      measurements: measurementsOf(root),
      acquiredAt: localDateTime(attributeOf(acquisition, 'date'), attributeOf(acquisition, 'time')),
    },
    warnings,
    complete: !warnings.has('waveform-short'),
  });
}

/** `detaildescription` is maker:model number:software, where it is written. */
function deviceOf(acquisition: XmlElement | undefined): EcgDevice {
  const machine = at(acquisition, 'machine');
  const [maker = '', , software = ''] = attributeOf(machine, 'detaildescription').split(':');
  return {
    manufacturer: maker || 'Philips',
    model: machine?.text.trim() ?? '',
    serial: attributeOf(machine, 'machineid'),
    software,
  };
}

/** The last interpretation stands; it is confirmed where its signature line says so. */
function statementsOf(root: XmlElement): DeviceStatement[] {
  const interpretation = childrenOf(at(root, 'interpretations'), 'interpretation').at(-1);
  const line = `${textAt(interpretation, 'mdsignatureline')} ${attributeOf(root, 'status')}`;
  const confirmed = /\bconfirmed\b/i.test(line) && !/\b(un|not |await)\s*-?confirm/i.test(line);
  const texts = childrenOf(interpretation, 'statement').map((statement) =>
    ['leftstatement', 'rightstatement']
      .map((side) => textAt(statement, side))
      .filter((text) => text !== '')
      .join(' · '),
  );
  const severity = textAt(interpretation, 'severity');
  return [...texts, severity].filter((text) => text !== '').map((text) => ({ text, confirmed }));
}

/** What is printed beside the interpretation, else the means over all leads. */
function measurementsOf(root: XmlElement): DeviceMeasurement[] {
  const interpretation = childrenOf(at(root, 'interpretations'), 'interpretation').at(-1);
  const sources = [
    at(interpretation, 'globalmeasurements'),
    at(interpretation, 'interpretationmeasurements'),
    allBelow(root, 'crossleadmeasurements')[0],
    at(root, 'measurements', 'globalmeasurements'),
  ];
  const source = sources.find((element) => element !== undefined && element.children.length > 0);
  return (source?.children ?? []).flatMap(({ name, text }) => {
    const value = numberIn(text);
    return value === null ? [] : [measurementOf(name, value)];
  });
}
