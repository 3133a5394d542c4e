/** Journey step 8: finds the numbers of a report's text that a measurement's label stands before. */
import type { GlobalKey } from './measurement-keys.ts';

export interface FoundNumber {
  /** Measurement key. */
  readonly key: string;
  /** As written, in the key's unit (`0.16 s` is 160 ms). */
  readonly value: number;
  /** Half a unit of the last digit written, in the key's unit: 2.8 mV says no more than 2.75 to 2.85. */
  readonly tolerance: number;
  /** The number itself in the text, without label and unit: UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** How it is written: decimals, and key units in one written unit (1000 where ms are written in s). */
  readonly decimals: number;
  readonly scale: number;
}

/** What each measurement is called, as regular expressions; a longer name is tried before a shorter one it holds. */
const labels: ReadonlyArray<readonly [GlobalKey, string]> = [
  ['qtcFramingham', 'QTc ?\\(?(?:Fra\\b|Framingham)\\)?'],
  ['qtcFridericia', 'QTc ?\\(?(?:F\\b|Fridericia)\\)?'],
  ['qtcBazett', 'QTc ?\\(?(?:B\\b|Bazett)\\)?'],
  ['qtcHodges', 'QTc ?\\(?(?:H\\b|Hodges)\\)?'],
  ['axisP', 'P ?(?:波?电轴|axis)'],
  ['axisT', 'T ?(?:波?电轴|axis)'],
  ['axisQrs', '(?:QRS ?|平均|心)?电轴|QRS ?axis'],
  ['rrMin', '(?:最短 ?R-?R ?间期|shortest R-?R)'],
  ['rrMax', '(?:最?长 ?R-?R ?间期|longest R-?R)'],
  ['atrialRate', '(?:心?房率|atrial rate)'],
  ['rr', 'R-?R(?: ?间期| interval)?'],
  ['pr', 'P-?R(?: ?间期| interval)?'],
  ['p', 'P ?(?:波? ?时限|duration)'],
  ['qrs', 'QRS(?: ?波?群? ?(?:时限|间期|宽度)| duration)?'],
  ['qt', 'Q-?T(?: ?间期| interval)?'],
  ['hr', '(?:心室率|心率|(?:ventricular |heart )?rate|HR)'],
  ['sokolowLyon', 'Sokolow[-–—]Lyon'],
  ['cornell', 'Cornell'],
];
const st = '(V[1-9]R?|III|II|I|aV[RLF])(?:导联| lead)? ?ST ?(?:段 ?)?J(?:\\+(40|60|80))?';
const between = '[ \\t]*(?:[::=]|约为|约|为|是|is|of|about)?[ \\t]*';
const number = '([-−+]?\\d{1,5}(?:\\.\\d{1,3})?)';
/** A range or a share is no measurement. */
const after = '(?![\\d.]*\\d|[ \\t]*(?:[-–—~~至]|to )[ \\t]*\\d|[ \\t]*%)';
const unit = '(?:[ \\t]*(ms|毫秒|s|秒|mV)(?![A-Za-z]))?';
const pattern = new RegExp(
  `(?<![A-Za-z0-9+])(?:${st}|${labels.map(([, label]) => `(${label})`).join('|')})${between}${number}${after}${unit}`,
  'g',
);
/** `Δt3 412 ms`, `ΔV3 −0.125 mV`: the third caliper, as its line is copied into the report. */
const caliperPattern = new RegExp(`Δ(t|V)(\\d{1,3})[ \\t]+${number}${after}${unit}`, 'g');
/** The fastest or slowest rate is not the mean one, a target none at all; a line about an earlier study tells of that one. */
const extreme = /(?:最[快慢高低]|目标|fastest |slowest |target )$/;
const earlier = /前次|既往|上次|原片|比较:|[Cc]ompared with|[Pp]revious|[Pp]rior/;

/** In the order they stand. Numbers on a line that speaks of an earlier study are left out. */
export function findNumbers(text: string): FoundNumber[] {
  const measured = matchesIn(text, pattern).map((match) =>
    numberOf(text, match, {
      key: keyOf(match),
      written: match[labels.length + 3],
      unit: match[labels.length + 4],
    }),
  );
  const calipers = matchesIn(text, caliperPattern).map((match) =>
    numberOf(text, match, {
      key: `caliper:${match[2]}:${match[1] === 't' ? 't' : 'v'}`,
      written: match[3],
      unit: match[4],
    }),
  );
  return [...measured, ...calipers].sort((one, other) => one.from - other.from);
}

/** Without those that tell of an earlier study, or of no measurement. */
function matchesIn(text: string, wanted: RegExp): RegExpMatchArray[] {
  return [...text.matchAll(wanted)].filter((match) => {
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    const lineEnd = text.indexOf('\n', match.index);
    if (earlier.test(text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd))) return false;
    return !extreme.test(text.slice(lineStart, match.index));
  });
}

function numberOf(
  text: string,
  match: RegExpMatchArray,
  found: { readonly key: string; readonly written: string | undefined; readonly unit: string | undefined },
): FoundNumber {
  const { key, written = '', unit: unitWritten = '' } = found;
  const inSeconds = (unitWritten === 's' || unitWritten === '秒') && !key.startsWith('st:');
  const scale = inSeconds ? 1000 : 1;
  const decimals = written.split('.')[1]?.length ?? 0;
  const from = text.lastIndexOf(written, (match.index ?? 0) + match[0].length - 1);
  return {
    key,
    value: Number(written.replace('−', '-')) * scale,
    tolerance: 0.5 * 10 ** -decimals * scale,
    from,
    to: from + written.length,
    decimals,
    scale,
  };
}

function keyOf(match: RegExpMatchArray): string {
  if (match[1] !== undefined) return `st:${match[1]}:${match[2] === undefined ? 'j' : `j${match[2]}`}`;
  const at = labels.findIndex((_, index) => match[index + 3] !== undefined);
  return labels[at]?.[0] ?? '';
}
