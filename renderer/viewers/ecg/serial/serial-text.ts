/** The comparison as numbers in a cell and as one sentence for the report: what changed by how much, no judgement of it. */
import type { ComparedRow, ComparedSt, EcgComparison } from '#shared/measure/compare-ecgs.ts';
import type { SerialWords } from './serial-words.ts';

/** ST changes from here on are named in the sentence, mV. */
const namedSt = 0.1;

const signed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
};
const plain = (value: number | null): string => (value === null ? '—' : String(value).replace('-', '−'));

export const unitText = (row: ComparedRow, words: SerialWords): string =>
  row.unit === '/min' ? ` ${words.perMinute}` : row.unit === 'deg' ? '°' : ' ms';

/** Before, now and change as the table shows them. */
export function rowTexts(row: ComparedRow): readonly [before: string, now: string, change: string] {
  return [plain(row.before), plain(row.now), row.change === null ? '—' : signed(row.change, 0)];
}

export function stTexts(st: ComparedSt): readonly [before: string, now: string, change: string] {
  const level = (value: number | null): string => (value === null ? '—' : signed(value, 2).replace('+', ''));
  return [level(st.before), level(st.now), st.change === null ? '—' : signed(st.change, 2)];
}

/** E.g. `与 2026-10-01 心电图比较:心率 61→75 次/分(+14),…。` What is missing on either side is not mentioned. */
export function comparisonSentence(comparison: EcgComparison, date: string, words: SerialWords): string {
  const mentioned = comparison.rows.filter((row) => row.change !== null && row.name !== 'qt');
  const parts = mentioned.map((row) => {
    const [before, now, change] = rowTexts(row);
    return `${words.names[row.name]} ${before}→${now}${unitText(row, words)} (${change})`;
  });
  const known = comparison.st.filter((st) => st.change !== null);
  const moved = known.filter((st) => Math.abs(Number((st.change ?? 0).toFixed(2))) >= namedSt);
  if (moved.length > 0) {
    parts.push(`${words.stHead}${moved.map((st) => `${st.lead} ${stTexts(st)[2]} mV`).join(words.comma)}`);
  } else if (known.length > 0) parts.push(words.stNone);
  return `${words.sentenceHead(date)}${parts.join(words.comma)}${words.stop}`;
}
