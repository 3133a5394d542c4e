/** The critical values of a period for a spreadsheet: sums by kind, then each with the seconds from being raised to every step. */
import type { CriticalBoard } from '#shared/contract/exchange/statistics.ts';
import { type Cell, writeCsv } from './write-csv.ts';

const steps = ['delivered', 'opened', 'readBack', 'acted', 'closed'] as const;

/** `word` gives the heading of a column and the names of kinds and states. */
export function criticalCsv(
  board: CriticalBoard,
  word: (key: string) => string,
  language: 'zh' | 'en',
): string {
  const sums = ['kind', 'raised', 'open', 'counted', 'within10', 'median', 'p90'];
  const columns = ['site', 'kind', 'accession', 'finding', 'state', 'raisedAt', ...steps, 'calls'];
  const lines: Cell[][] = [
    sums.map(word),
    ...board.sums.map((sum) => [
      word(`kind.${sum.kind}`),
      sum.raised,
      sum.open,
      sum.counted,
      sum.within,
      seconds(sum.medianMs),
      seconds(sum.p90Ms),
    ]),
    [],
    columns.map(word),
    ...board.rows.map((row) => [
      row.siteName,
      word(`kind.${row.kind}`),
      row.accessionNumber,
      row.text[language],
      word(`state.${row.state}`),
      new Date(row.raisedAt).toISOString(),
      ...steps.map((step) => {
        const at = row[`${step}At`];
        return at === null ? null : seconds(at - row.raisedAt);
      }),
      row.calls,
    ]),
  ];
  return writeCsv(lines);
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}
