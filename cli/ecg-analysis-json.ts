/** The analysis of an ECG as `yuanzhen ecg --json` prints it: numbers rounded, null where nothing was measured. */
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import { personOf } from '#shared/ecg/person-of.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import type { EcgPatient } from '#shared/formats/ecg/ecg-file.ts';
import type { Waveform } from '#shared/study/waveform.ts';

export interface JsonOptions {
  readonly language: Language;
  /** Counts the leads that the file itself holds, from 0. */
  readonly fileLead?: number;
  readonly patient: EcgPatient;
}

/** Keys of the JSON line. Age at the recording and sex are the file's; without them no normal limits are applied. */
export function ecgAnalysisJson(waveform: Waveform, { language, fileLead, patient }: JsonOptions): object {
  const leads = waveform.groups[0]?.leads ?? [];
  const own = leads.flatMap((lead, index) => (lead.derived === true ? [] : [index]));
  const found = analyseEcg(waveform, {
    ...personOf(patient, waveform.acquiredAt === null ? null : Date.parse(waveform.acquiredAt.slice(0, 10))),
    ...(fileLead === undefined ? {} : { lead: own[fileLead] ?? -1 }),
  });
  if (found.ok) return analysed(found.value, language);
  const { code, message, remedy } = translateFailure(found.failure, language);
  return {
    beats: null,
    beatClasses: null,
    quality: null,
    measurements: null,
    delineation: null,
    statements: null,
    critical: null,
    analysisFailure: { code, message, remedy },
  };
}

function analysed(analysis: EcgAnalysis, language: Language): object {
  const { beats, quality, measurements: m, rhythm, statements, critical } = analysis;
  const textOf = (text: { zh: string; en: string }): string => (language === 'en' ? text.en : text.zh);
  return rounded({
    status: analysis.status,
    beats: beats.map(({ sample }) => sample),
    beatClasses: beats.map((beat) => beat.class),
    quality,
    measurements: m,
    delineation: beats.map(({ delineation }) => delineation),
    rhythm: {
      name: rhythm.name,
      confidence: rhythm.confidence,
      avBlock: rhythm.avBlock,
      ectopy: rhythm.ectopy,
      pauses: rhythm.pauses,
      rolling: rhythm.rolling,
    },
    pacingSpikes: analysis.pacingSpikes,
    leadReversal: analysis.leadReversal,
    calibrationPulses: analysis.calibrationPulses,
    lowSampling: analysis.lowSampling,
    statements: statements.map(({ text, ...rest }) => ({ ...rest, text: textOf(text) })),
    critical: critical.map(({ text, ...rest }) => ({ ...rest, text: textOf(text) })),
  }) as object;
}

/** Three decimals everywhere: a microvolt, a microsecond, never the noise of floating point. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1000) / 1000;
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}
