/** Numbers with a unit, and what they are the size of: the ground of the rules about units, sizes and sections. */
import { clausesOf } from './clauses.ts';

export interface Quantity {
  readonly value: number;
  /** As written, lower case; '' where none is. */
  readonly unit: string;
  /** Millimetres, where the unit is a length; null for every other. */
  readonly mm: number | null;
  readonly from: number;
  readonly to: number;
  readonly said: string;
  readonly clause: string;
  /** What of the clause stands before it. */
  readonly before: string;
  /** What of the sentence stands before it. */
  readonly sentence: string;
}

const lengths: Readonly<Record<string, number>> = {
  mm: 1,
  毫米: 1,
  cm: 10,
  厘米: 10,
  m: 1000,
  米: 1000,
  km: 1e6,
  um: 0.001,
  μm: 0.001,
};
const unit =
  'mm(?:hg)?|毫米|cm/s|cm|厘米|km|kg|kpa|[μu]m|ms|毫秒|mv|毫伏|ml|毫升|m/s|m|米|hu|%|次/分|次/分钟|bpm|°|度|秒|s|岁|个月|g|l';
const number = '[-−+]?\\d{1,6}(?:\\.\\d{1,4})?';
const pattern = new RegExp(
  `(?<![\\d.A-Za-z/:])(${number}(?:[ \\t]*(?:${unit})?[ \\t]*[×xX*][ \\t]*${number})*)[ \\t]*(${unit})?(?![A-Za-z\\d])`,
  'gi',
);

/** In the order of the text; of `12×15 mm` both numbers, each in the unit after them. */
export function quantitiesOf(text: string): Quantity[] {
  const clauses = clausesOf(text);
  const starts = new Map<number, number>();
  for (const { sentence, from } of clauses) if (!starts.has(sentence)) starts.set(sentence, from);
  return clauses.flatMap((clause) =>
    [...clause.text.matchAll(pattern)].flatMap((match) => {
      const written = match[1] ?? '';
      const parts = [...written.matchAll(new RegExp(`(${number})[ \\t]*(${unit})?`, 'gi'))];
      const last = match[2] ?? parts.find((part) => part[2] !== undefined)?.[2] ?? '';
      return parts.map((part) => {
        const value = Number((part[1] ?? '').replace('−', '-'));
        const at = match.index + part.index;
        const said = (part[2] ?? last).toLowerCase();
        const scale = lengths[said];
        return {
          value,
          unit: said,
          mm: scale === undefined ? null : value * scale,
          from: clause.from + match.index,
          to: clause.from + match.index + match[0].trimEnd().length,
          said: match[0].trim(),
          clause: clause.text,
          before: clause.text.slice(0, at),
          sentence: text.slice(starts.get(clause.sentence) ?? 0, clause.from + at),
        };
      });
    }),
  );
}
