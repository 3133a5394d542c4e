/** Snippets every reader starts with: `;fd` + space writes 心房颤动, and so do `;xfcd`, `;af` and `;afib` of the ECG terms. */
import type { Snippet } from '#shared/contract/reporting.ts';
import { ecgTerms } from '#shared/report/ecg-terms/ecg-terms.ts';
import { termPinyin } from '#shared/report/ecg-terms/term-pinyin.ts';

const rows: ReadonlyArray<readonly [abbreviation: string, text: string, kind: Snippet['kind']]> = [
  ['dx', '窦性心律', 'ecg'],
  ['dxbq', '窦性心律不齐', 'ecg'],
  ['fd', '心房颤动', 'ecg'],
  ['fp', '心房扑动', 'ecg'],
  ['sz', '室性早搏', 'ecg'],
  ['fz', '房性早搏', 'ecg'],
  ['zzz', '完全性左束支传导阻滞', 'ecg'],
  ['yzz', '完全性右束支传导阻滞', 'ecg'],
  ['sttg', 'ST-T改变,请结合临床', 'ecg'],
  ['zss', '左心室高电压', 'ecg'],
  ['wj', '未见明确异常', 'imaging'],
  ['fc', '建议短期复查', 'imaging'],
  ['jhlc', '请结合临床及实验室检查', '*'],
  ['zq', '建议增强扫描进一步检查', 'imaging'],
  ['db', '与前片对比未见明显变化', 'imaging'],
  ['jhz', '建议上级医院进一步诊治', '*'],
];

const longestAbbreviation = 16;

/** Each term under its code, its short codes and its pinyin initials; where two want the same letters the first has them. */
function termRows(): Array<(typeof rows)[number]> {
  const taken = new Set(
    rows.filter(([, , kind]) => kind !== 'imaging').map(([abbreviation]) => abbreviation),
  );
  const made: Array<(typeof rows)[number]> = [];
  const take = (abbreviation: string, text: string): void => {
    if (abbreviation === '' || abbreviation.length > longestAbbreviation || taken.has(abbreviation)) return;
    taken.add(abbreviation);
    made.push([abbreviation, text, 'ecg']);
  };
  const codeOf = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '');
  for (const term of ecgTerms) take(codeOf(term.code), term.zh);
  for (const term of ecgTerms) for (const key of term.keys) take(key, term.zh);
  for (const term of ecgTerms) take(termPinyin(term.zh).initials, term.zh);
  return made;
}

export const builtInSnippets: readonly Snippet[] = [...rows, ...termRows()].map(
  ([abbreviation, text, kind]) => ({
    snippetId: `built-in-${abbreviation}-${kind === '*' ? 'all' : kind}`,
    abbreviation,
    text,
    kind,
    builtIn: true,
  }),
);
