/** 复述: what a person types is held against the patient's surname and the finding; what differs is said. */
import { criticalEntry } from './critical-lists.ts';
import type { CriticalNotice } from './critical-notice.ts';

/** Surnames of two characters that are borne today (GB/T 2260 lists none; after the Hundred Family Surnames). */
const compound = new Set(
  '欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 东方 夏侯 长孙 宇文 南宫 西门 独孤 司空 闻人 澹台 公冶 太史 申屠 轩辕 钟离 呼延 东郭 百里'.split(
    ' ',
  ),
);

/** The surname as it is read back; of a name that is not Chinese its first part. */
export function surnameOf(name: string): string {
  const plain = name.trim();
  if (!/^\p{Script=Han}/u.test(plain)) return plain.split(/[\s^,]+/)[0] ?? plain;
  const two = [...plain].slice(0, 2).join('');
  return compound.has(two) ? two : ([...plain][0] ?? plain);
}

/** Width, case, spaces and marks make no difference. */
function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

/** What was typed wrongly; empty when it is right. The whole name counts as its surname. */
export function readBackDiffers(
  typed: { readonly surname: string; readonly finding: string },
  patientName: string,
  finding: CriticalNotice['finding'],
): Array<'surname' | 'finding'> {
  const surnames = [surnameOf(patientName), patientName].map(normal);
  const also = criticalEntry(finding.list, finding.code)?.also ?? [];
  const wordings = [finding.text.zh, finding.text.en, ...also].map(normal);
  return [
    ...(surnames.includes(normal(typed.surname)) ? [] : (['surname'] as const)),
    ...(wordings.includes(normal(typed.finding)) ? [] : (['finding'] as const)),
  ];
}
