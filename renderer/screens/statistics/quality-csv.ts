/** 图像质量 as a file for a spreadsheet: a line for each month, site and kind, a column for each grade. */
import { grades, type QualityRow } from '#shared/study/quality.ts';
import { writeCsv } from './write-csv.ts';

export function scoredOf(row: QualityRow): number {
  return grades.reduce((sum, grade) => sum + row.grades[grade], 0);
}

/** `word` gives the heading of a column, and the words of grades and reasons. */
export function qualityCsv(rows: readonly QualityRow[], word: (key: string) => string): string {
  const heads = ['month', 'site', 'kind', 'signed', 'scored'].map(word);
  return writeCsv([
    [...heads, ...grades.map((grade) => word(`grade.${grade}`)), word('reasons')],
    ...rows.map((row) => [
      row.month,
      row.siteName,
      word(`kind.${row.kind}`),
      row.signed,
      scoredOf(row),
      ...grades.map((grade) => row.grades[grade]),
      row.reasons.map(({ reason, count }) => `${word(`reason.${reason}`)} ${count}`).join('; '),
    ]),
  ]);
}
