/** How an earlier study is named in a line, date and exam; and what the one that is read is of. */
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { RankedExam } from '#shared/study/rank-priors.ts';
import type { Study } from '#shared/study/study.ts';
import { dateText } from '../../ui/time-text.ts';

export function priorDate(at: number | null): string {
  return at === null ? '' : dateText(at);
}

export function priorExam(prior: Pick<Prior, 'modality' | 'bodyPart' | 'description'>): string {
  return [prior.modality, prior.description || prior.bodyPart].filter(Boolean).join(' ');
}

/** What a study is of, by its series with the most objects. */
export function examOf(study: Study): RankedExam {
  const [main] = [...study.series].sort((a, b) => b.instances.length - a.instances.length);
  return {
    modality: main?.modality ?? '',
    bodyPart: main?.bodyPart ?? '',
    description: study.description || (main?.description ?? ''),
    at: study.acquiredAt,
  };
}
