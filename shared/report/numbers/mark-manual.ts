/** Journey steps 10 to 12: a number kept against its measurement is named as such wherever the report is read. */
import type { ReportContent } from '../report.ts';
import { judgeNumbers } from './judge-numbers.ts';
import { unitOf } from './measured-values.ts';

/** The text with `(手工值)` behind each such number and its unit. */
export function markManual(text: string, ecg: ReportContent['ecg'], words = '(手工值)'): string {
  if (ecg === undefined) return text;
  let out = '';
  let at = 0;
  for (const { state, key, to } of judgeNumbers(text, ecg.measured, ecg.manual)) {
    if (state !== 'manual') continue;
    const rest = text.slice(to);
    const unit = new RegExp(`^[ \\t]*(?:${unitOf(key) === 'bpm' ? '次/分|bpm' : '°|ms|毫秒|秒|s|mV'})`).exec(
      rest,
    );
    const end = to + (unit?.[0].length ?? 0);
    out += text.slice(at, end) + words;
    at = end;
  }
  return out + text.slice(at);
}
