/** Journey step 2: SCP-ECG (EN 1064, ISO 11073-91064): the recording of a cart with its patient, measurements and words. */
import { ok, type Result } from '../../../result.ts';
import type { EcgFile, EcgReadOptions } from '../ecg-file.ts';
import { readGlobalMeasurements, readLeadMeasurements } from './scp-measurements.ts';
import { readScpPatient } from './scp-patient.ts';
import { readScpRecord } from './scp-record.ts';
import { readScpStatements } from './scp-statements.ts';
import { readScpWaveform } from './scp-waveform.ts';

/** Oddities after which something that the file promises is not in it, or not as it was. */
const incomplete = ['file-cut', 'waveform-short', 'waveform-checksum', 'section-damaged'];

/** Fails with `scp-damaged` or `no-waveform`. */
export function readScp(bytes: Uint8Array, _options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const framed = readScpRecord(bytes, warnings);
  if (!framed.ok) return framed;
  const { sections, protocol } = framed.value;
  const person = readScpPatient(sections.get(1), protocol, warnings);
  const curve = readScpWaveform(framed.value, person.filters, warnings);
  if (!curve.ok) return curve;
  const leadMeasurements = readLeadMeasurements(sections.get(10), warnings);
  const { groups, annotations } = curve.value;
  return ok({
    format: 'scp-ecg',
    patient: person.patient,
    // Tag 31 counts a patient's recordings; it is no order number.
    accessionNumber: '',
    institution: person.institution,
    device: person.device,
    waveform: {
      groups,
      statements: readScpStatements(sections.get(8), sections.get(11), person.charset, warnings),
      measurements: readGlobalMeasurements(sections.get(7), warnings),
      acquiredAt: person.acquiredAt,
      ...(annotations.length === 0 ? {} : { annotations }),
      ...(leadMeasurements.length === 0 ? {} : { leadMeasurements }),
    },
    warnings,
    complete: !incomplete.some((code) => warnings.has(code)),
  });
}
