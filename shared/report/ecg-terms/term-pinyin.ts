/** How a term is found by its sound: pinyin initials and full pinyin, Latin parts as they are written. */
import { pinyin } from 'pinyin-pro';

export interface TermPinyin {
  readonly initials: string;
  readonly full: string;
}

const romans: Readonly<Record<string, string>> = { Ⅰ: '1', Ⅱ: '2', Ⅲ: '3' };

/** Lower case, no tones; `ST段压低` is `stdyd` and `stduanyadi`. ü is written v. */
export function termPinyin(zh: string): TermPinyin {
  const plain = zh.replace(/[ⅠⅡⅢ]/g, (roman) => romans[roman] ?? '');
  let initials = '';
  let full = '';
  for (const run of plain.match(/[\u4e00-\u9fff]+|[A-Za-z0-9]+/g) ?? []) {
    if (/^[A-Za-z0-9]/.test(run)) {
      initials += run.toLowerCase();
      full += run.toLowerCase();
      continue;
    }
    for (const syllable of pinyin(run, { toneType: 'none', type: 'array', v: true })) {
      initials += syllable.slice(0, 1);
      full += syllable;
    }
  }
  return { initials, full };
}
