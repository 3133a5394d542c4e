/** Why a recording cannot be drawn to scale: a sentence on the page instead of an empty paper or a wrong number. */
import { type Failure, failure, type Language } from '#shared/failure.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';

/** Outside these no ECG is sampled; a header that says so is wrong, and so would be every time on the paper. */
const believableHz = { least: 20, most: 8000 } as const;

/** Null when every lead can be drawn and measured: a believable rate, a sensitivity, a baseline that is a number. */
export function unfitWaveform(group: WaveformGroup, language: Language): Failure | null {
  const { samplingHz } = group;
  if (!(samplingHz >= believableHz.least && samplingHz <= believableHz.most)) {
    return failure('waveform-invalid', { detail: `${samplingHz} Hz` }, language);
  }
  const bad = group.leads.find(
    ({ microvoltsPerLsb, baselineMicrovolts }) =>
      !Number.isFinite(microvoltsPerLsb) || microvoltsPerLsb === 0 || !Number.isFinite(baselineMicrovolts),
  );
  return bad === undefined ? null : failure('waveform-invalid', { detail: `${bad.name} µV/LSB` }, language);
}
