/** Snippets every reader starts with: `;fd` + space writes 心房颤动. */
import type { Snippet } from '#shared/contract/reporting.ts';

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

export const builtInSnippets: readonly Snippet[] = rows.map(([abbreviation, text, kind]) => ({
  snippetId: `built-in-${abbreviation}`,
  abbreviation,
  text,
  kind,
  builtIn: true,
}));
