/** Journey step 2: HL7 annotated ECG (aECG, PORT_MT020001) and the dialects of it that carts write. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { WaveformGroup } from '../../study/waveform.ts';
import { isoDate } from '../dicom/dates.ts';
import { allBelow, at, attributeOf, childrenOf, numberIn, textAt } from '../xml/find-in-xml.ts';
import { readXml, type XmlElement } from '../xml/read-xml.ts';
import { readAecgAnnotations } from './aecg-annotations.ts';
import { readSequenceSet } from './aecg-sequences.ts';
import { type LeadFilters, longestFirst, noFilters, secondsOf } from './build-lead.ts';
import { type EcgDevice, type EcgFile, type EcgPatient, type EcgReadOptions, sexOf } from './ecg-file.ts';
import { hl7DateTime, hl7Milliseconds } from './hl7-time.ts';
import { joinSegments } from './join-segments.ts';

/** Shorter than a tenth of a second there is not one wave in it: an example of the format, no recording. */
const leastSeconds = 0.1;

/** Fails with an XML failure, `no-waveform` or `waveform-invalid`. */
export function readAecg(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const xml = readXml(bytes, warnings);
  if (!xml.ok) return xml;
  const root = xml.value;
  const allSeries = [...allBelow(root, 'series'), ...allBelow(root, 'derivedSeries')];
  const groups: WaveformGroup[] = [];
  for (const series of allSeries) {
    const read = readSeries(series);
    if (!read.ok) return read;
    groups.push(...read.value);
  }
  const ordered = longestFirst(groups);
  const [longest] = ordered;
  if (longest === undefined || secondsOf(longest) < leastSeconds)
    return fail(failure('no-waveform', {}, options.language));
  return ok({
    format: 'hl7-aecg',
    patient: patientOf(root),
    accessionNumber: '',
    institution: institutionOf(root),
    device: deviceOf(allSeries[0]),
    waveform: {
      groups: ordered,
      ...readAecgAnnotations(allBelow(root, 'annotationSet')),
      acquiredAt: momentOf(allSeries[0]) ?? momentOf(root),
    },
    warnings,
    complete: true,
  });
}

function readSeries(series: XmlElement): Result<WaveformGroup[]> {
  const code = attributeOf(at(series, 'code'), 'code');
  const label = code === 'REPRESENTATIVE_BEAT' ? 'MEDIAN BEAT' : code || 'RHYTHM';
  const moment = at(series, 'effectiveTime', 'low') ?? at(series, 'effectiveTime', 'center');
  const context = {
    label,
    filters: filtersOf(series),
    beganAt: hl7Milliseconds(attributeOf(moment, 'value')),
  };
  const groups: WaveformGroup[] = [];
  for (const component of childrenOf(series, 'component')) {
    for (const set of childrenOf(component, 'sequenceSet')) {
      const group = readSequenceSet(set, context);
      if (!group.ok) return group;
      if (group.value !== null) groups.push(group.value);
    }
  }
  return ok(joinSegments(groups));
}

function filtersOf(series: XmlElement): LeadFilters {
  const filters = { ...noFilters };
  for (const variable of allBelow(series, 'controlVariable')) {
    const kind = /FILTER_(LOW_PASS|HIGH_PASS|NOTCH)$/.exec(attributeOf(at(variable, 'code'), 'code'))?.[1];
    if (kind === undefined) continue;
    const inner = allBelow(variable, 'controlVariable').find((one) =>
      /(CUTOFF|NOTCH)_FREQ$/.test(attributeOf(at(one, 'code'), 'code')),
    );
    const hertz = numberIn(attributeOf(at(inner, 'value'), 'value'));
    // A low pass lets pass what is below: it is the upper end of the band.
    if (kind === 'LOW_PASS') filters.filterHighHz ??= hertz;
    else if (kind === 'HIGH_PASS') filters.filterLowHz ??= hertz;
    else filters.notchHz ??= hertz;
  }
  return filters;
}

function patientOf(root: XmlElement): EcgPatient {
  const [subject] = allBelow(root, 'trialSubject');
  const person = at(subject, 'subjectDemographicPerson') ?? at(subject, 'demographicPerson');
  const name = at(person, 'name');
  const part = (kind: string) =>
    childrenOf(name, kind)
      .map((one) => one.text.trim())
      .join(' ');
  const parts = [part('prefix'), part('given'), part('family')].filter((text) => text !== '').join(' ');
  // Chinese names are read family first, without a blank.
  const chinese = /\p{Script=Han}/u.test(parts) ? `${part('family')}${part('given')}` : parts;
  const gender = at(person, 'administrativeGenderCode');
  return {
    name: name?.text.trim() || chinese,
    id: attributeOf(at(subject, 'id'), 'extension'),
    sex: sexOf(attributeOf(gender, 'code') || attributeOf(gender, 'displayName')),
    birthDate: isoDate(attributeOf(at(person, 'birthTime'), 'value')),
  };
}

function institutionOf(root: XmlElement): string {
  const [site] = allBelow(root, 'trialSite');
  return (
    textAt(site, 'location', 'name') || textAt(allBelow(root, 'representedAuthoringOrganization')[0], 'name')
  );
}

function deviceOf(series: XmlElement | undefined): EcgDevice {
  const author = at(series, 'author', 'seriesAuthor');
  const device = at(author, 'manufacturedSeriesDevice');
  return {
    manufacturer: textAt(author, 'manufacturerOrganization', 'name'),
    model: textAt(device, 'manufacturerModelName') || attributeOf(at(device, 'code'), 'code'),
    serial: attributeOf(at(device, 'id'), 'extension') || attributeOf(at(author, 'id'), 'extension'),
    software: textAt(device, 'softwareName'),
  };
}

function momentOf(element: XmlElement | undefined): string | null {
  const time = at(element, 'effectiveTime');
  const moment = at(time, 'low') ?? at(time, 'center') ?? time;
  return hl7DateTime(attributeOf(moment, 'value'));
}
