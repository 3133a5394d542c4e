/** One report of the corpus with whom and what it is about. Punctuation is typed narrow here; `asTyped` makes it wide, as input methods do. */
import type { LintSubject } from '#shared/report/lint/lint.ts';
import type { ReportContent } from '#shared/report/report.ts';

export interface Case {
  readonly id: string;
  readonly subject: LintSubject;
  readonly content: ReportContent;
}

export type Row = readonly [
  id: string,
  modality: string,
  exam: string,
  who: string,
  findings: string,
  impression: string,
  asked?: string,
];

/** `who` is sex and age, e.g. F67. */
export function caseOf(
  [id, modality, exam, who, findings, impression, asked = '']: Row,
  name = '周桂英',
): Case {
  return {
    id,
    subject: {
      kind: modality === 'ECG' ? 'ecg' : 'imaging',
      modality,
      exam: exam.split('|'),
      asked: [asked],
      patient: { name, sex: who.startsWith('M') ? 'M' : 'F', ageYears: Number(who.slice(1)) + 0.4 },
      otherNames: ['刘建军', '欧阳春梅'],
    },
    content: { findings, impression, recommendation: '' },
  };
}

/** Commas, colons, semicolons and brackets beside 汉字 as a Chinese keyboard gives them. */
export function asTyped(given: Case): Case {
  const wide = (text: string): string =>
    text
      .replace(/(?<=[\u3400-\u9fff)】]),|,(?=[\u3400-\u9fff])/g, '\uff0c')
      .replace(/(?<=[\u3400-\u9fff]);/g, '\uff1b')
      .replace(/(?<=[\u3400-\u9fff]):/g, '\uff1a');
  const { findings, impression } = given.content;
  return { ...given, content: { ...given.content, findings: wide(findings), impression: wide(impression) } };
}

export interface Random {
  readonly next: () => number;
  readonly pick: <T>(of: readonly T[]) => T;
  readonly between: (low: number, high: number) => number;
}

/** mulberry32: the same numbers from the same seed, everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  return { next, pick, between: (low, high) => low + Math.floor(next() * (high - low + 1)) };
}
