/** Sizes and values that no body has, mostly mm and cm exchanged or a point left out. Wide on purpose: only the impossible is told. */
import { type LintCheck, type LintFinding, lintFields } from '../lint.ts';
import { type Quantity, quantitiesOf } from '../read-quantities.ts';

/** In millimetres; the word that stands nearest to the number holds. */
const sizes: ReadonlyArray<readonly [word: RegExp, least: number, most: number]> = [
  [/分离[^。]*$/, 1, 70],
  [/淋巴结|\blymph/i, 1, 80],
  [/结节|\bnodul/i, 0.8, 45],
  [/结石|强回声光团|\b(stone|calcul|gallstone)/i, 0.8, 70],
  [/囊肿|无回声|\bcyst/i, 0.8, 250],
  [/息肉|\bpolyp/i, 0.8, 50],
  [/内膜|\bendometri/i, 0.2, 40],
  [/胆总管|\b(common bile duct|cbd)\b/i, 1, 40],
  [/阑尾|\bappendix/i, 2, 35],
  [/中线|\bmidline/i, 0.5, 30],
  [/壁厚|壁增厚|\bwall/i, 0.3, 40],
  [/胸膜|\bpleura/i, 0.5, 60],
  [/椎间盘|突出|\b(herniat|protrusion|disc)/i, 0.5, 20],
  [/血肿|出血|高密度|\bhaematoma|\bhematoma|\bhaemorrhag|\bhemorrhag/i, 1, 130],
  [/肾|脾|子宫|前列腺|卵巢|\b(kidney|renal|spleen|uter|prostat|ovar)/i, 0.8, 250],
];
/** An interval of the ECG whose number follows at once: one of several in a sentence is not held against another's. */
const interval = (name: string): RegExp =>
  new RegExp(`(?:${name})(?: (?:interval|duration|complex|complexes|width|of|is|about))*[^A-Za-z]*$`, 'i');
const pr = 'P-?R';
const qrs = 'QRS';
/** With the formula that corrected it, QTcB, QTcF, QTcFra. */
const qt = 'Q-?T(?:c[A-Za-z]{0,4})?';

const values: ReadonlyArray<readonly [word: RegExp, unit: RegExp, least: number, most: number]> = [
  [/心率|心室率|\b(heart|ventricular) rate\b|\brate\b/i, /^(次\/分|次\/分钟|bpm|)$/, 15, 350],
  [interval(pr), /^(ms|毫秒|)$/, 60, 700],
  [interval(qrs), /^(ms|毫秒)$/, 30, 320],
  [interval(qt), /^(ms|毫秒)$/, 180, 800],
  [interval(`${pr}|${qrs}`), /^(s|秒)$/, 0.03, 0.7],
  [interval(qt), /^(s|秒)$/, 0.18, 0.8],
  [/电轴|axis/i, /^(°|度)$/, -180, 270],
  [/ST段?|ST[- ]/i, /^(mv|毫伏)$/, -2, 2],
  [/ST段?|ST[- ]/i, /^mm$/, -20, 20],
];

/** How far the nearest place of a word is from `at`; infinite where it does not stand in the text. */
function distance(text: string, word: RegExp, at: number): number {
  const places = [...text.matchAll(new RegExp(word.source, 'gi'))];
  return Math.min(Number.POSITIVE_INFINITY, ...places.map(({ index }) => Math.abs(index - at)));
}

function nearest<T extends readonly [RegExp, ...unknown[]]>(
  of: readonly T[],
  text: string,
  at: number,
): T | undefined {
  const [first] = of
    .map((one) => ({ one, away: distance(text, one[0], at) }))
    .filter(({ away }) => away < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.away - other.away);
  return first?.one;
}

function isImplausible({ value, unit, mm, clause, before, sentence }: Quantity): boolean {
  if (unit === 'hu')
    return (
      value < -1100 || value > 3500 || (/出血|血肿|积液|h(a)?emorrhag/i.test(clause) && Math.abs(value) > 130)
    );
  if (unit === '%') return value < 0 || value > 100;
  const ofUnit = values.filter(([, of]) => of.test(unit));
  const held = nearest(ofUnit, before, before.length);
  if (held !== undefined) return value < held[2] || value > held[3];
  if (mm === null || value === 0) return false;
  if (mm > 400 || mm < 0.2) return true;
  const size = nearest(sizes, clause, before.length) ?? nearest(sizes, sentence, sentence.length);
  return size !== undefined && (mm < size[1] || mm > size[2]);
}

export const implausibleSize: LintCheck = (_subject, content) => {
  const found: LintFinding[] = [];
  for (const field of lintFields) {
    const seen = new Set<number>();
    for (const quantity of quantitiesOf(content[field])) {
      const { from, to, said } = quantity;
      if (seen.has(from) || !isImplausible(quantity)) continue;
      seen.add(from);
      found.push({ rule: 'implausible-size', field, from, to, said, against: '' });
    }
  }
  return found;
};
