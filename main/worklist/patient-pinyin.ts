/** Pinyin of a patient's name, so that a township nurse finds 王小东 by `wxd` or `wangxiaodong`. */
import { pinyin } from 'pinyin-pro';

export interface NamePinyin {
  readonly initials: string;
  readonly full: string;
}

const known = new Map<string, NamePinyin>();
const mostKnown = 20_000;

/** Lower case, without tones or spaces; a name that is not Chinese is its own pinyin. Surnames read as surnames (单 shan). */
export function patientPinyin(name: string): NamePinyin {
  const before = known.get(name);
  if (before !== undefined) return before;
  const syllables = pinyin(name, {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    v: true,
    nonZh: 'consecutive',
  })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '');
  const made = {
    initials: syllables.map((syllable) => syllable[0] ?? '').join(''),
    full: syllables.join(''),
  };
  if (known.size >= mostKnown) known.clear();
  known.set(name, made);
  return made;
}
