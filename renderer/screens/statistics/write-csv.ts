/** A table as a file for a spreadsheet. */
import { saveFile } from '../../ui/save-file.ts';

export type Cell = string | number | null;

/** RFC 4180, with a byte order mark, or spreadsheets take Chinese for something else. */
export function writeCsv(lines: readonly (readonly Cell[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(written).join(',')).join('\r\n')}\r\n`;
}

/** Gives the file to whoever sits at the window. */
export function saveCsv(text: string, name: string): void {
  saveFile(text, name, 'text/csv');
}

/** A leading sign of a formula is written as text. */
function written(value: Cell): string {
  if (value === null) return '';
  const text = /^[=+\-@\t]/.test(String(value)) && typeof value === 'string' ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
