/** Journey steps 10 to 12: a number kept against its measurement is named as such wherever the report is read. */
import type { ReportContent } from '../report.ts';
import { judgeLinks, type LinkedField } from './image-links.ts';
import { type JudgedNumber, judgeNumbers } from './judge-numbers.ts';
import { unitOf } from './measured-values.ts';

/** Units as they stand behind a number measured on an image, the plane of a millimetre with them. */
const imageUnits = '(?:mm|px)²?(?: ?[((][^))]{1,20}[))])?|°|HU|SUVbw|ms|cm/s|Hz';

/** A field's text with `(手工值)` behind each such number and its unit. */
export function markManual(content: ReportContent, field: LinkedField, words = '(手工值)'): string {
  const text = content[field];
  const { ecg } = content;
  const ofEcg = ecg === undefined ? [] : judgeNumbers(text, ecg.measured, ecg.manual);
  const ecgUnits = ({ key }: JudgedNumber): string =>
    unitOf(key) === 'bpm' ? '次/分|bpm' : '°|ms|毫秒|秒|s|mV';
  const marks = [
    ...ofEcg.map((number) => ({ number, units: ecgUnits(number) })),
    ...judgeLinks(content, field).map((number) => ({ number, units: imageUnits })),
  ].sort((one, other) => one.number.to - other.number.to);
  let out = '';
  let at = 0;
  for (const { number, units } of marks) {
    if (number.state !== 'manual') continue;
    const unit = new RegExp(`^[ \\t]*(?:${units})`).exec(text.slice(number.to));
    const end = number.to + (unit?.[0].length ?? 0);
    out += text.slice(at, end) + words;
    at = end;
  }
  return out + text.slice(at);
}
