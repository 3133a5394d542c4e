/** Journey steps 8 and 10: holds the numbers of a report against what was measured. */
import type { ReportContent } from '../report.ts';
import { type FoundNumber, findNumbers } from './find-numbers.ts';
import { wrongLinks } from './image-links.ts';
import type { MeasuredValues } from './measured-values.ts';

/** A number the reader keeps although the measurement says otherwise: 手工值. */
export interface ManualNumber {
  readonly key: string;
  readonly value: number;
}

/** `bound` agrees; `contradicted` does not; `stale` has no measurement any more; `manual` is kept all the same; `free` was never measured. */
export type NumberState = 'bound' | 'contradicted' | 'stale' | 'manual' | 'free';

export interface JudgedNumber extends FoundNumber {
  readonly state: NumberState;
  /** What is measured; null where nothing is. */
  readonly measured: number | null;
}

export function judgeNumbers(
  text: string,
  measured: MeasuredValues,
  manual: readonly ManualNumber[] = [],
): JudgedNumber[] {
  return findNumbers(text).map((number) => {
    const value = measured[number.key];
    if (value === undefined) return { ...number, state: 'free', measured: null };
    if (value !== null && agrees(number, value)) return { ...number, state: 'bound', measured: value };
    if (manual.some((kept) => kept.key === number.key && Math.abs(kept.value - number.value) < 1e-9))
      return { ...number, state: 'manual', measured: value };
    return { ...number, state: value === null ? 'stale' : 'contradicted', measured: value };
  });
}

/** Equal as far as it is written out. */
export function agrees(number: FoundNumber, value: number): boolean {
  return Math.abs(number.value - value) <= number.tolerance + 1e-9;
}

/** The numbers of a whole report that stand against its measurements: none may be left when it is signed. */
export function wrongNumbers(content: ReportContent): JudgedNumber[] {
  const { ecg } = content;
  const ofEcg =
    ecg === undefined
      ? []
      : [content.findings, content.impression, content.recommendation]
          .flatMap((text) => judgeNumbers(text, ecg.measured, ecg.manual))
          .filter(({ state }) => state === 'contradicted' || state === 'stale');
  return [...ofEcg, ...wrongLinks(content)];
}
