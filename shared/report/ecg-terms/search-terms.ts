/** Finds terms as a doctor types: a short code, pinyin initials, full pinyin, Chinese or English words (journey step 8). */
import type { EcgTerm } from './ecg-term.ts';
import { type TermPinyin, termPinyin } from './term-pinyin.ts';

export interface TermIndex {
  /** Best first, at most `most`. Nothing for an empty query. `beginning`: only what begins with it, as one goes on typing. */
  readonly search: (query: string, most?: number, beginning?: boolean) => EcgTerm[];
}

interface Indexed extends TermPinyin {
  readonly term: EcgTerm;
  readonly codes: readonly string[];
  readonly en: string;
  readonly enInitials: string;
}

/** `use` counts how often a reader took a term: of equally fitting ones the familiar comes first. */
export function indexTerms(terms: readonly EcgTerm[], use: (code: string) => number = () => 0): TermIndex {
  const indexed: Indexed[] = terms.map((term) => ({
    term,
    ...termPinyin(term.zh),
    codes: [plain(term.code), ...term.keys],
    en: term.en.toLowerCase(),
    enInitials: term.en
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map((word) => word.slice(0, 1))
      .join(''),
  }));
  return {
    search: (query, most = 9, beginning = false) => {
      const typed = query.trim().toLowerCase();
      if (typed === '') return [];
      return indexed
        .map((entry) => ({ entry, rank: rankOf(entry, typed) }))
        .filter(({ rank }) => (beginning ? rank <= beginningRank : rank < none))
        .sort(
          (one, other) =>
            one.rank - other.rank ||
            use(other.entry.term.code) - use(one.entry.term.code) ||
            one.entry.term.zh.length - other.entry.term.zh.length,
        )
        .slice(0, most)
        .map(({ entry }) => entry.term);
    },
  };
}

const none = 100;
/** Ranks up to this one begin with what was typed; in Chinese `holds` is beyond it. */
const beginningRank = 5;
const holdsChinese = 6;

/** Lower is better: what was typed whole comes before what it begins, and that before what merely holds it. */
function rankOf(entry: Indexed, typed: string): number {
  const { term, codes, initials, full, en, enInitials } = entry;
  if (/[\u4e00-\u9fff]/.test(typed)) {
    if (term.zh === typed) return 0;
    if (term.zh.startsWith(typed)) return 1;
    return term.zh.includes(typed) ? holdsChinese : none;
  }
  const key = plain(typed);
  if (key === '') return none;
  if (codes.includes(key)) return 0;
  if (initials === key || full === key) return 1;
  if (codes.some((code) => code.startsWith(key))) return 2;
  if (initials.startsWith(key)) return 3;
  if (full.startsWith(key)) return 4;
  if (en.startsWith(typed) || enInitials === key) return 5;
  if (key.length >= 3 && initials.includes(key)) return 6;
  if (key.length >= 4 && full.includes(key)) return 7;
  return key.length >= 3 && en.includes(typed) ? 8 : none;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
