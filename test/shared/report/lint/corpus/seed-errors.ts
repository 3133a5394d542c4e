/**
 * Puts one error into a clean report, the way they come about: a side exchanged, a sentence pasted from another report, a template
 * left as it was. The words that are put in come from other reports of the corpus, never from the lint's own lists.
 */

import type { LintRule } from '#shared/report/lint/lint.ts';
import { builtInTemplates } from '../../../../../main/reporting/phrases/built-in-templates.ts';
import type { Case, Random } from './case.ts';

export interface SeededError {
  readonly sort: string;
  /** Which rules tell it. */
  readonly told: readonly LintRule[];
  readonly case: Case;
}

type Seed = (given: Case, pool: readonly Case[], random: Random) => Case | null;

const swapped: Readonly<Record<string, string>> = { 左: '右', 右: '左', left: 'right', right: 'left' };
const sideWord = /左|右|\b(left|right)\b/;
const positive = ({ content }: Case): boolean =>
  !/未见(明显|明确)?异常|正常|[Nn]ormal|No |unremarkable/.test(content.impression);
const withText = (given: Case, part: Partial<Case['content']>): Case => ({
  ...given,
  content: { ...given.content, ...part },
});
const swapAll = (text: string): string =>
  text.replace(new RegExp(sideWord, 'g'), (word) => swapped[word] ?? word);
const sentences = (text: string): string[] =>
  text.split(/(?<=。)|(?<=\.)\s+/).filter((one) => one.trim() !== '');
const isEnglish = ({ content }: Case): boolean => !/[\u3400-\u9fff]/.test(content.findings);

/** The side of the impression alone is exchanged. */
const impressionSide: Seed = (given) => {
  const { findings, impression } = given.content;
  const word = sideWord.exec(impression)?.[0];
  const isPlain =
    word !== undefined && !/双|两|束支|心房|心室|both/.test(impression) && findings.includes(word);
  return isPlain ? withText(given, { impression: swapAll(impression) }) : null;
};
/** The whole report is of the other limb. */
const examSide: Seed = (given) => {
  const { findings, impression } = given.content;
  const isSided =
    given.subject.exam.some((exam) => sideWord.test(exam)) && sideWord.test(impression + findings);
  return isSided ? withText(given, { findings: swapAll(findings), impression: swapAll(impression) }) : null;
};
/** A sentence of the other sex's pelvis. */
const otherSex: Seed = (given, pool, random) => {
  const donors = pool.filter(
    (one) =>
      /子宫|附件|前列腺|产科|阴囊|妇科/.test(one.subject.exam.join()) &&
      one.subject.patient.sex !== given.subject.patient.sex,
  );
  if (donors.length === 0 || given.subject.kind === 'ecg' || isEnglish(given)) return null;
  const donor = random.pick(donors);
  return withText(given, { findings: `${given.content.findings}${sentences(donor.content.impression)[0]}` });
};
/** The findings of another part of the body. */
const otherExam: Seed = (given, pool, random) => {
  const far: ReadonlyArray<readonly [RegExp, RegExp]> = [
    [/头|HEAD|颅/, /膝|踝|腕|腹|KNEE|ANKLE|ABDOMEN/],
    [/膝|踝|KNEE|ANKLE|髋|足/, /头|HEAD|胸部|CHEST/],
    [/腕|WRIST|手/, /腰椎|头|HEAD|腹/],
    [/胸|CHEST/, /膝|KNEE|踝|头|HEAD/],
    [/腹|ABDOMEN|泌尿/, /膝|踝|头|HEAD/],
  ];
  const pair = far.find(([own]) => own.test(given.subject.exam.join()));
  const donors =
    pair === undefined
      ? []
      : pool.filter(
          (one) =>
            one.subject.kind === 'imaging' &&
            pair[1].test(one.subject.exam.join()) &&
            !pair[0].test(one.subject.exam.join()) &&
            isEnglish(one) === isEnglish(given),
        );
  return donors.length === 0 ? null : withText(given, { findings: random.pick(donors).content.findings });
};
/** 未见异常 stays beside what was found. */
const normalKept: Seed = (given, pool) => {
  const same = pool.find(
    (one) =>
      !positive(one) &&
      one.subject.modality === given.subject.modality &&
      one.subject.exam[0] === given.subject.exam[0] &&
      isEnglish(one) === isEnglish(given),
  );
  if (same === undefined || !positive(given) || /余|炎症可能/.test(given.content.impression)) return null;
  return withText(given, { impression: `${same.content.impression}${given.content.impression}` });
};
/** The findings are the normal ones, the impression is not. */
const findingsNormal: Seed = (given, pool) => {
  const same = pool.find(
    (one) =>
      !positive(one) &&
      one.subject.modality === given.subject.modality &&
      one.subject.exam[0] === given.subject.exam[0] &&
      isEnglish(one) === isEnglish(given),
  );
  const word = /骨折|结节|积液|出血|fracture|nodule|stone/.exec(given.content.impression)?.[0];
  return same === undefined || !positive(given) || word === undefined || !same.content.findings.includes(word)
    ? null
    : withText(given, { findings: same.content.findings });
};
/** A denial is left in the impression, or got into it. */
const denied: Seed = (given) => {
  const { impression, findings } = given.content;
  if (!positive(given) || isEnglish(given) || given.subject.kind === 'ecg' || /未见/.test(impression))
    return null;
  const at = /骨折|积液|结节|出血|突出|结石|气胸|炎症|积水|撕裂|梗死|囊肿/.exec(impression);
  if (at === null || !findings.includes(at[0]) || /可能|考虑/.test(impression)) return null;
  const to = impression.slice(at.index);
  return withText(given, {
    impression: `${impression.slice(0, at.index).replace(/[^,。;、\d.]*$/, '')}未见${to}`,
  });
};
/** Digits exchanged in the impression. */
const size: Seed = (given) => {
  const match = /(\d{1,2})\s?(mm|%)/.exec(given.content.impression);
  if (match === null || !given.content.findings.includes(match[0])) return null;
  const value = Number(match[1]);
  const wrong =
    value > 9 && value % 11 !== 0
      ? [...String(value)].reverse().join('').replace(/^0/, '')
      : String(value * 3);
  if (Math.abs(Number(wrong) - value) <= 1) return null;
  return withText(given, {
    impression: given.content.impression.replace(match[0], match[0].replace(match[1] ?? '', wrong)),
  });
};
/** mm for cm, HU for mm, s for ms, a unit that is no unit. */
const unit: Seed = (given, _pool, random) => {
  const { findings } = given.content;
  const swaps: ReadonlyArray<readonly [RegExp, string]> = [
    [/(\d{2}) ?mm(?!×)/, '$1cm'],
    [/(\d+)HU/, '$1mm'],
    [/((?:PR间期|QRS时限)\d+)ms/, '$1次/分'],
    [/(\d+)次\/分/, '$1ms'],
    [/(PR|QRS) (\d+) ms/, '$1 $2 s'],
    [/(\d+)mm/, '$1kg'],
  ];
  const fitting = swaps.filter(([from]) => from.test(findings));
  if (fitting.length === 0) return null;
  const [from, to] = random.pick(fitting);
  return withText(given, { findings: findings.replace(from, to) });
};
/** A part is not written. */
const empty: Seed = (given, _pool, random) =>
  given.subject.kind === 'ecg'
    ? withText(given, { impression: '' })
    : withText(given, random.pick([{ impression: '' }, { findings: '' }]));
/** The template as it came. */
const template: Seed = (given, _pool, random) => {
  if (isEnglish(given)) return null;
  const own = builtInTemplates.filter(
    ({ content, modality, bodyPart }) =>
      content.findings.includes('【') &&
      modality === given.subject.modality &&
      (bodyPart === '' || given.subject.exam.join().includes(bodyPart)),
  );
  return own.length === 0 ? null : withText(given, random.pick(own).content);
};
/** A line about somebody else. */
const somebody: Seed = (given, _pool, random) => {
  const { sex, ageYears } = given.subject.patient;
  const age = Math.floor(((ageYears ?? 40) + 31) % 80) + 5;
  const lines = isEnglish(given)
    ? [`${age}-year-old ${sex === 'M' ? 'female' : 'male'}. `]
    : [
        `患者${sex === 'M' ? '女' : '男'},${age}岁。`,
        '姓名:刘建军。',
        '患者刘建军复查。',
        `患者,${sex === 'M' ? '女' : '男'}性。`,
        '欧阳春梅同前次比较。',
      ];
  return withText(given, { findings: random.pick(lines) + given.content.findings });
};
/** A number typed over its measurement. */
const bound: Seed = (given, _pool, random) => {
  const { content, subject } = given;
  if (subject.kind === 'ecg') {
    const match = /(?:心率|rate )(\d+)/.exec(content.findings);
    if (match === null) return null;
    const hr = Number(match[1]);
    return withText(given, { ecg: { measured: { hr: hr + random.pick([-9, 8, 12]) } } });
  }
  const match = /(\d+) ?mm/.exec(content.findings);
  if (match === null) return null;
  const value = Number(match[1]);
  const from = match.index;
  return withText(given, {
    image: {
      links: [{ key: 'm1:length', field: 'findings', from, to: from + String(value).length }],
      measured: {
        'm1:length': { value: value + random.pick([3, 4, 7]), unit: 'mm', decimals: 0, name: '长度' },
      },
    },
  });
};
/** A rhythm or a rate that the other section does not have. */
const rhythm: Seed = (given, pool, random) => {
  if (given.subject.kind !== 'ecg') return null;
  const isAf = ({ content }: Case): boolean => /颤|扑|fibrillation|flutter/.test(content.impression);
  const donors = pool.filter(
    (one) =>
      one.subject.kind === 'ecg' &&
      isEnglish(one) === isEnglish(given) &&
      one.content.findings !== '' &&
      isAf(one) !== isAf(given),
  );
  const namesOne = /窦|颤|扑|Sinus|fibrillation|正常|Normal/.test(given.content.impression);
  return donors.length === 0 || !namesOne || given.content.findings === ''
    ? null
    : withText(given, { findings: random.pick(donors).content.findings });
};

export const seeds: ReadonlyArray<readonly [sort: string, told: readonly LintRule[], seed: Seed]> = [
  ['impression side', ['side-between-sections', 'side-of-exam'], impressionSide],
  ['exam side', ['side-of-exam'], examSide],
  ['other sex', ['sex-and-organ'], otherSex],
  ['other exam', ['outside-region'], otherExam],
  ['normal kept', ['normal-and-abnormal', 'negation-conflict'], normalKept],
  ['findings normal', ['negation-conflict', 'normal-and-abnormal'], findingsNormal],
  ['denied', ['negation-conflict'], denied],
  ['size', ['number-between-sections', 'implausible-size'], size],
  ['unit', ['wrong-unit', 'implausible-size'], unit],
  ['empty', ['blank-field'], empty],
  ['template', ['left-blank'], template],
  ['somebody else', ['other-patient'], somebody],
  ['bound number', ['number-against-measurement'], bound],
  ['rhythm', ['rhythm-conflict', 'normal-and-abnormal'], rhythm],
];

const mostTries = 400;

/** `count` errors over the pool, every sort in turn, each in a report that it fits; fewer where nothing fits. */
export function seedErrors(pool: readonly Case[], random: Random, count: number): SeededError[] {
  const errors: SeededError[] = [];
  for (let turn = 0; errors.length < count && turn < count * 2; turn++) {
    const [sort, told, seed] = seeds[turn % seeds.length] as (typeof seeds)[number];
    for (let tried = 0; tried < mostTries; tried++) {
      const made = seed(random.pick(pool), pool, random);
      if (made === null) continue;
      errors.push({ sort, told, case: made });
      break;
    }
  }
  return errors;
}
