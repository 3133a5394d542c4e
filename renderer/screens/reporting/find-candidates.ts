/** Journey step 8: which terms fit what is being typed before the caret: a short code, pinyin initials, 汉字 or English words. */
import type { Language } from '#shared/failure.ts';
import type { EcgTerm } from '#shared/report/ecg-terms/ecg-term.ts';
import type { TermIndex } from '#shared/report/ecg-terms/search-terms.ts';

export interface Candidates {
  /** What is replaced: UTF-16 offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly terms: readonly EcgTerm[];
}

const most = 8;
const longestChinese = 10;
/** Labels of numbers and names of leads are what they are. */
const ownWords = /^(?:PR|QRS|QTc?[A-Z]?\w*|RR|HR|ST|P|T|I{1,3}|aV[RLF]|V[1-9]R?)$/;

/** Null where nothing fits, inside a word, and after `;`, which has its own way of being expanded. */
export function findCandidates(
  text: string,
  caret: number,
  index: TermIndex,
  language: Language,
): Candidates | null {
  if (/^[A-Za-z0-9]/.test(text.slice(caret))) return null;
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret);
  for (const typed of typedBefore(line, language)) {
    const terms = index.search(typed, most, true);
    if (terms.length > 0) return { from: caret - typed.length, to: caret, terms };
  }
  return null;
}

/** What may be meant, the longest first. */
function typedBefore(line: string, language: Language): string[] {
  const chinese = /[\u4e00-\u9fffA-Za-z0-9]*[\u4e00-\u9fff]$/.exec(line)?.[0] ?? '';
  if (chinese !== '') {
    const out: string[] = [];
    for (let length = Math.min(longestChinese, chinese.length); length >= 2; length--)
      out.push(chinese.slice(-length));
    return out;
  }
  const word = /(?:^|[^A-Za-z0-9;;])(\d?[A-Za-z][A-Za-z0-9]{1,15})$/.exec(line)?.[1];
  if (word === undefined || ownWords.test(word)) return [];
  if (language !== 'en') return [word];
  const phrase = /[A-Za-z][A-Za-z0-9 -]*$/.exec(line)?.[0] ?? '';
  const words = phrase.split(' ');
  const starts = words.slice(-4).map((_, i, last) => last.slice(i).join(' '));
  return [...starts.filter((start) => start.includes(' ') && start.trim() === start), word];
}
