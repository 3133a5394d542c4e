/** Journey step 2: Schiller XML (SchillerEDI of SEMA and the AT carts): rhythm, averages, measurements, filters. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type {
  DeviceMeasurement,
  DeviceStatement,
  WaveformGroup,
  WaveformLead,
} from '../../study/waveform.ts';
import { allBelow, at, childrenOf, numberAt, numberIn, textAt } from '../xml/find-in-xml.ts';
import { readXml, type XmlElement } from '../xml/read-xml.ts';
import { decodeBase64, readInt16 } from './base64.ts';
import { buildGroup, buildLead, type LeadFilters, longestFirst, noFilters } from './build-lead.ts';
import { type EcgFile, type EcgReadOptions, sexOf } from './ecg-file.ts';
import { leadName } from './lead-names.ts';
import { measurementOf } from './measurement-names.ts';
import { type NumberList, readNumberList } from './number-list.ts';
import { personName } from './person-name.ts';
import { microvoltsPerUnit, plainFactor } from './voltage-units.ts';
import { localDate, localDateTime } from './written-dates.ts';

/** Fails with an XML failure, `no-waveform` or `waveform-invalid`. */
export function readSchillerXml(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const xml = readXml(bytes, warnings);
  if (!xml.ok) return xml;
  const root = xml.value;
  const [event] = allBelow(root, 'event');
  const filters = filtersOf(event);
  const groups: WaveformGroup[] = [];
  for (const wavedata of childrenOf(event, 'wavedata')) {
    const group = readWavedata(wavedata, filters, warnings);
    if (!group.ok) return group;
    if (group.value !== null) groups.push(group.value);
  }
  if (groups.length === 0) return fail(failure('no-waveform', {}, options.language));
  const person = at(root, 'patdata');
  const exam = at(root, 'examdescript');
  const device = at(exam, 'aquiringdevice');
  return ok({
    format: 'schiller-xml',
    patient: {
      name: personName(textAt(person, 'lastname'), textAt(person, 'firstname')),
      id: textAt(person, 'id'),
      sex: sexOf(textAt(person, 'gender')),
      birthDate: localDate(textAt(person, 'birthdate')),
    },
    accessionNumber: textAt(exam, 'order_id'),
    institution: textAt(exam, 'institute_id'),
    device: {
      manufacturer: textAt(device, 'hardware', 'vendor'),
      model: textAt(device, 'hardware', 'model'),
      serial: textAt(device, 'hardware', 'serialnum'),
      software: textAt(device, 'software', 'version'),
    },
    waveform: {
      groups: longestFirst(groups),
      statements: statementsOf(event),
      measurements: measurementsOf(event),
      acquiredAt: acquiredAt(exam),
    },
    warnings,
    complete: !warnings.has('waveform-short'),
  });
}

function readWavedata(
  wavedata: XmlElement,
  filters: LeadFilters,
  warnings: Set<string>,
): Result<WaveformGroup | null> {
  const rate = at(wavedata, 'resolution', 'samplerate');
  // The exponent is written 1 beside a rate of 500 that is 500: it is a power to which the rate is raised, not of ten.
  const samplingHz = (numberAt(rate, 'value') ?? 0) ** (numberAt(rate, 'exponent') ?? 1);
  const scale = at(wavedata, 'resolution', 'yres');
  const perBit = numberAt(scale, 'unitperbit');
  const perUnit = microvoltsPerUnit(textAt(scale, 'units') || 'UV');
  const leads: WaveformLead[] = [];
  for (const [index, channel] of childrenOf(wavedata, 'channel').entries()) {
    const name = leadName('', '', textAt(channel, 'name'), index);
    const list = readSamples(channel);
    if (list === null) return invalid(`${name}: ${textAt(channel, 'datastype') || 'data'}`);
    if (list.samples.length === 0) continue;
    if (list.samples.length < (numberAt(channel, 'samplecount') ?? 0)) warnings.add('waveform-short');
    const { samples, missing, decimals } = list;
    const microvolts = plainFactor(((perBit ?? 0) * (perUnit ?? 0)) / 10 ** decimals);
    if (!(microvolts > 0)) return invalid(`${name}: unitperbit`);
    leads.push(buildLead({ name, samples, missing, microvoltsPerLsb: microvolts, ...filters }));
  }
  if (leads.length === 0) return ok(null);
  if (!(samplingHz >= 1 && samplingHz <= 1e6)) return invalid('samplerate');
  const type = textAt(wavedata, 'type');
  const label = type === 'ECG_AVERAGES' ? 'MEDIAN BEAT' : type === 'ECG_RHYTHMS' ? 'RHYTHM' : type;
  return ok(buildGroup(label, samplingHz, leads));
}

function readSamples(channel: XmlElement): NumberList | null {
  const data = textAt(channel, 'data');
  const kind = textAt(channel, 'datastype').toUpperCase();
  if (kind !== 'BASE64') return readNumberList(data);
  const bytes = decodeBase64(data);
  return bytes === null ? null : { samples: readInt16(bytes), decimals: 0, missing: [] };
}

function filtersOf(event: XmlElement | undefined): LeadFilters {
  const found = { ...noFilters };
  for (const filter of childrenOf(at(event, 'filters_data'), 'filter')) {
    const hertz = numberAt(filter, 'value');
    const name = textAt(filter, 'name');
    if (name === 'HIGHPASS_CUTOFF_FREQ') found.filterLowHz = hertz;
    else if (name === 'LOWPASS_CUTOFF_FREQ') found.filterHighHz = hertz;
    else if (name === 'MAINS') found.notchHz = hertz;
  }
  return found;
}

function measurementsOf(event: XmlElement | undefined): DeviceMeasurement[] {
  return childrenOf(event, 'annotation_global').flatMap((annotation) => {
    const value = numberAt(annotation, 'value');
    return value === null ? [] : [measurementOf(textAt(annotation, 'name'), value)];
  });
}

/** Texts lie two deep, parted by line ends; those typed by a person are not told apart by the format. */
function statementsOf(event: XmlElement | undefined): DeviceStatement[] {
  return allBelow(event, 'textdata')
    .flatMap((element) => element.text.split(/[\r\n]+/))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, confirmed: false }));
}

/** A cart whose clock was never set writes the first day of 1970: that is no time at all. */
function acquiredAt(exam: XmlElement | undefined): string | null {
  const start = at(exam, 'startdatetime');
  const date = textAt(start, 'date');
  return numberIn(date) === 19700101 ? null : localDateTime(date, textAt(start, 'time'));
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
