/** A number in a unit that what it measures is never given in, or in none: CT值 65 mm, 大小约 12×15. */
import type { LintCheck, LintFinding } from '../lint.ts';
import { lintFields } from '../lint.ts';
import { quantitiesOf } from '../read-quantities.ts';

interface Measure {
  readonly word: RegExp;
  readonly units: ReadonlySet<string>;
  /** Said in clinic without a unit too. */
  readonly bare: boolean;
}

const length = new Set(['mm', 'cm', '毫米', '厘米']);
const ms = new Set(['ms', '毫秒', 's', '秒']);
const measures: readonly Measure[] = [
  {
    word: /(CT值|密度值|density|attenuation|measuring)[^\d-]{0,8}$/i,
    units: new Set(['hu', ...length]),
    bare: true,
  },
  { word: /(CT值|密度值|attenuation( value)?)[^\d-]{0,8}$/i, units: new Set(['hu']), bare: true },
  {
    word: /(大小|直径|长径|短径|厚度|厚径|最厚|最宽|宽约|深约|径线|内径|前后径|间距|移位约?|宽径|diameter|thickness|thick|size)(约|为|约为|:|:|of|is|about|\s)*$/i,
    units: length,
    bare: false,
  },
  { word: /(压缩|压缩约|狭窄约?|EF|射血分数)(约|为|\s)*$/i, units: new Set(['%']), bare: true },
  {
    word: /(心率|心室率|心房率|heart rate|ventricular rate)(约|为|:|:|of|is|\s)*$/i,
    units: new Set(['次/分', '次/分钟', 'bpm']),
    bare: true,
  },
  {
    word: /(P-?R(间期| interval)?|QRS(时限|间期| duration)?|Q-?Tc?(间期| interval)?)(约|为|:|:|of|is|\s)*$/i,
    units: ms,
    bare: true,
  },
  { word: /(流速|PSV|EDV|velocity)(约|为|:|:|of|is|\s)*$/i, units: new Set(['cm/s', 'm/s']), bare: true },
];
const never = new Set(['kg', 'km', 'm', '米', 'g', 'kpa', 'l', 'um', 'μm']);
/** kPa of an elastogram, litres of a drained effusion, grams of a spleen or a fetus are what they are. */
const elsewhere = /弹性|硬度|重量|体重|引流|kPa|抗凝|\b(weight|stiffness|elast\w*)\b/i;
const dimension = /[×xX*]/;

export const wrongUnit: LintCheck = (_subject, content) => {
  const found: LintFinding[] = [];
  for (const field of lintFields) {
    const seen = new Set<number>();
    for (const { unit, before, from, to, said, clause } of quantitiesOf(content[field])) {
      if (seen.has(from)) continue;
      seen.add(from);
      const measure = measures.findLast(({ word }) => word.test(before));
      const isWrong =
        measure === undefined
          ? (never.has(unit) && !elsewhere.test(clause)) ||
            (dimension.test(said) && unit !== '' && !length.has(unit))
          : unit === ''
            ? !measure.bare
            : !measure.units.has(unit);
      if (isWrong)
        found.push({
          rule: 'wrong-unit',
          field,
          from,
          to,
          said,
          against: [...(measure?.units ?? length)][0] ?? '',
        });
    }
  }
  return found;
};
