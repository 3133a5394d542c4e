/** A patient's name as a scanner gets it (PS3.5 section 6.2.1, annex K): pinyin in the first group, Han in the second. */
import { pinyin } from 'pinyin-pro';
import type { DeviceCharacterSet } from '#shared/formats/dicom/encode-text.ts';
import { encodeText } from '#shared/formats/dicom/encode-text.ts';

export interface DeviceName {
  /** `Wang^Xiaodong`; a name without Han is passed on as written. */
  readonly alphabetic: string;
  /** `王^小东`, or '' for a name without Han. */
  readonly ideographic: string;
}

const han = /\p{Script=Han}/u;
const compoundSurnames = new Set(
  '欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 轩辕 端木 百里 呼延 南宫 独孤 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五'.split(
    ' ',
  ),
);
const longestGroup = 64;

/** Splits 王小东 into 王 and 小东 (欧阳 as one), with the pinyin of both; surnames read as surnames (单 is Shan). */
export function deviceName(name: string): DeviceName {
  const written = name.trim().replace(/[\\=^]+/g, ' ');
  if (!han.test(written)) {
    const ascii = toAscii(written);
    return { alphabetic: ascii.slice(0, longestGroup), ideographic: '' };
  }
  if (written.includes('·')) {
    // 买买提·艾力 has no surname before the rest: its parts stay as they are written.
    const parts = written.split('·').map((part) => capital(syllablesOf(part, [...part].length)));
    return {
      alphabetic: parts.join(' ').slice(0, longestGroup),
      ideographic: written.slice(0, longestGroup),
    };
  }
  const characters = [...written.replaceAll(/\s/g, '')];
  const compound = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join(''));
  const cut = Math.min(compound ? 2 : 1, characters.length);
  const syllables = syllablesOf(characters.join(''), characters.length);
  const pair = (first: string, second: string) => (second === '' ? first : `${first}^${second}`);
  return {
    alphabetic: pair(capital(syllables.slice(0, cut)), capital(syllables.slice(cut))).slice(0, longestGroup),
    ideographic: pair(characters.slice(0, cut).join(''), characters.slice(cut).join('')).slice(
      0,
      longestGroup,
    ),
  };
}

/** The PN value as bytes; where the set lacks a character the device gets the pinyin alone. */
export function personNameBytes(name: string, set: DeviceCharacterSet): Uint8Array {
  const { alphabetic, ideographic } = deviceName(name);
  const whole = ideographic === '' ? null : encodeText(`${alphabetic}=${ideographic}`, set);
  return whole ?? encodeText(alphabetic, 'ISO_IR 6') ?? new Uint8Array();
}

/** Other text as bytes of at most `longest` characters; where the set lacks a character, all of it as pinyin. */
export function textBytes(text: string, set: DeviceCharacterSet, longest: number): Uint8Array {
  const cut = [...text.replaceAll('\\', '/')].slice(0, longest).join('');
  return encodeText(cut, set) ?? encodeText(toAscii(cut).slice(0, longest), 'ISO_IR 6') ?? new Uint8Array();
}

function capital(syllables: readonly string[]): string {
  const word = syllables.join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function syllablesOf(text: string, count: number): readonly string[] {
  const found = pinyin(text, { toneType: 'none', type: 'array', surname: 'head', v: true });
  const words = found.map((syllable) => syllable.toLowerCase().replaceAll(/[^\x20-\x7e]+/g, 'x'));
  return words.length === count ? words : [words.join('')];
}

function toAscii(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((part) =>
      part
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll(/[^\x20-\x7e]/g, ' '),
    )
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
