/** One ECG's row in the table of all: its own intervals, and where its ST differs most from the present one's. */
import type { ComparedName, EcgComparison } from '#shared/measure/compare-ecgs.ts';
import { rowTexts, stTexts } from './serial-text.ts';

export const lapseColumns = [
  'hr',
  'pr',
  'qrs',
  'qt',
  'qtcFridericia',
  'qrsAxis',
] as const satisfies readonly ComparedName[];

/** Of the earlier side of the comparison: one text a column, then the lead of the greatest ST change until now. */
export function lapseTexts(comparison: EcgComparison): string[] {
  const own = lapseColumns.map((name) => {
    const row = comparison.rows.find((one) => one.name === name);
    return row === undefined ? '—' : rowTexts(row)[0];
  });
  const most = comparison.st.reduce<EcgComparison['st'][number] | null>(
    (best, st) => (Math.abs(st.change ?? 0) > Math.abs(best?.change ?? 0) ? st : best),
    null,
  );
  return [...own, most === null ? '—' : `${most.lead} ${stTexts(most)[2]}`];
}
