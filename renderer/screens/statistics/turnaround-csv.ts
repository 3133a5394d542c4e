/** The board as a file for a spreadsheet: times in whole seconds, a section for sites, hours and phases each. */
import type { z } from 'zod';
import type { turnaroundSchema } from '#shared/contract/exchange/statistics.ts';

type Turnaround = z.infer<typeof turnaroundSchema>;
type Cell = string | number | null;

/** `word` gives the heading of a column. With a byte order mark, or spreadsheets take Chinese for something else. */
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
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}

/** RFC 4180; a leading sign of a formula is written as text. */
function cell(value: Cell): string {
  if (value === null) return '';
  const text = /^[=+\-@\t]/.test(String(value)) && typeof value === 'string' ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
