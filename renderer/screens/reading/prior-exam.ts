/** How an earlier study is named in a line: date and exam. */
import type { Prior } from '#shared/contract/exchange/patients.ts';

export function priorDate(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function priorExam(prior: Pick<Prior, 'modality' | 'bodyPart' | 'description'>): string {
  return [prior.modality, prior.description || prior.bodyPart].filter(Boolean).join(' ');
}
