/** Journey step 2: one channel of a DICOM multiplex group (PS3.3 C.10.9): a voltage lead, or a channel in its own unit. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { WaveformChannel, WaveformLead } from '../../study/waveform.ts';
import { type Charset, textValue } from '../dicom/charset.ts';
import type { DicomDataSet } from '../dicom/data-set.ts';
import { decimalValues } from '../dicom/element-values.ts';
import { buildLead } from './build-lead.ts';
import { isStandardLead, leadName } from './lead-names.ts';
import { microvoltsPerUnit, plainFactor } from './voltage-units.ts';
import { codeMeaning, textOfCode } from './waveform-annotations.ts';
import type { ChannelSamples } from './waveform-samples.ts';

export type DicomChannel =
  | { readonly kind: 'lead'; readonly lead: WaveformLead }
  | { readonly kind: 'other'; readonly channel: WaveformChannel };

/**
 * The channel of a definition. An ECG lead without sensitivity is refused, for no amplitude could be stated; any other
 * channel without one is in counts of its converter (unit 1). Fails with `waveform-invalid`.
 */
export function readDicomChannel(
  definition: DicomDataSet,
  rows: ChannelSamples,
  charset: Charset,
  index: number,
  samplingHz: number,
): Result<DicomChannel> {
  const number = (tag: number) => decimalValues(definition, tag)?.[0] ?? null;
  const name = leadName(
    textOfCode(definition, 0x003a0208, 0x00080100, charset),
    codeMeaning(definition, 0x003a0208, charset),
    textValue(definition, 0x003a0203, charset, new Set()),
    index,
  );
  const unit = textOfCode(definition, 0x003a0211, 0x00080100, charset);
  const sensitivity = number(0x003a0210);
  const isLead = isStandardLead(name);
  if (isLead && sensitivity === null) return invalid(`ChannelSensitivity (${index + 1})`);
  if (isLead && unit === '') return invalid(`ChannelSensitivityUnits (${index + 1})`);
  // The correction factor brings the nominal sensitivity to the calibrated one (C.10.9.1.4.2).
  const factor = number(0x003a0212) ?? 1;
  const perLsb = sensitivity === null ? 1 : sensitivity * factor;
  const perUnit = sensitivity === null ? undefined : microvoltsPerUnit(unit);
  const baseline = (number(0x003a0213) ?? 0) + rows.offset * perLsb;
  const scale = perLsb * (perUnit ?? 1);
  if (!(Math.abs(scale) > 0 && Math.abs(scale) < 1e9))
    return invalid(`ChannelSensitivity ${sensitivity} × ${factor}`);
  const { samples, missing } = rows;
  const skewMs = skewOf(number(0x003a0214), number(0x003a0215), samplingHz);
  if (perUnit === undefined) {
    const own = sensitivity === null || unit === '' ? '1' : unit;
    const channel = { name, unit: own, samples, missing, unitsPerLsb: plainFactor(perLsb), baseline };
    return ok({ kind: 'other', channel });
  }
  const lead = buildLead({
    name,
    samples,
    missing,
    microvoltsPerLsb: plainFactor(scale),
    baselineMicrovolts: plainFactor(baseline * perUnit),
    filterLowHz: number(0x003a0220),
    filterHighHz: number(0x003a0221),
    notchHz: number(0x003a0222),
    ...(skewMs === null ? {} : { skewMs }),
  });
  return ok({ kind: 'lead', lead });
}

/** Channel Time Skew is in seconds, Channel Sample Skew in samples; the second stands where the first is absent. */
function skewOf(seconds: number | null, samples: number | null, samplingHz: number): number | null {
  const milliseconds = seconds === null ? ((samples ?? 0) / samplingHz) * 1000 : seconds * 1000;
  return milliseconds === 0 || !Number.isFinite(milliseconds) ? null : milliseconds;
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
