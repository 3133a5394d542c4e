/** The board as a file for a spreadsheet: times in whole seconds, a section for sites, hours and phases each. */
import type { z } from 'zod';
import type { turnaroundSchema } from '#shared/contract/exchange/statistics.ts';
import { type Cell, writeCsv } from './write-csv.ts';

type Turnaround = z.infer<typeof turnaroundSchema>;

/** `word` gives the heading of a column. */
export function turnaroundCsv(data: Turnaround, word: (key: string) => string): string {
  const counts = ['tasks', 'within', 'overdue', 'retaken', 'stillOpen'] as const;
  const times = ['median', 'p90', 'p99'] as const;
  const heads = (first: string): Cell[] => [word('kind'), word(first), ...[...counts, ...times].map(word)];
  const sums = (row: Turnaround['hours'][number] | Turnaround['rows'][number]): Cell[] => [
    ...counts.map((name) => row[name]),
    ...[row.medianMs, row.p90Ms, row.p99Ms].map(seconds),
  ];
  const lines: Cell[][] = [
    heads('site'),
    ...data.rows.map((row) => [word(`kind.${row.kind}`), row.siteName, ...sums(row)]),
    [],
    heads('hour'),
    ...data.hours.map((row) => [word(`kind.${row.kind}`), row.hour, ...sums(row)]),
    [],
    [word('kind'), word('phase'), word('tasks'), ...times.map(word)],
    ...data.phases.map((row) => [
      word(`kind.${row.kind}`),
      word(`phase.${row.phase}`),
      row.tasks,
      ...[row.medianMs, row.p90Ms, row.p99Ms].map(seconds),
    ]),
  ];
  return writeCsv(lines);
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}
