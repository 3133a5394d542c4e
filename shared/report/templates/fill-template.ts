/** Journey step 8: what a template says of this case: sex, age, side and measured values stand where it leaves room for them. */

import type { Language } from '../../failure.ts';
import { ageText } from '../../study/age.ts';
import type { Task } from '../../study/task.ts';
import { onlySideOf } from '../lint/read-sides.ts';
import { isGlobalKey, measurementNames } from '../numbers/measurement-keys.ts';
import type { TemplateForm } from './template-file.ts';

export interface TemplateCase {
  readonly task: Pick<Task, 'order' | 'bodyPart' | 'studyDescription' | 'acquiredAt'>;
  /** By measurement key (shared/report/numbers). */
  readonly values: Readonly<Record<string, number>>;
  readonly language: Language;
}

type TemplateText = TemplateForm['content'];

const sexWords = { 'zh-CN': { M: '男', F: '女' }, en: { M: 'male', F: 'female' } } as const;
const sideWords = { 'zh-CN': { left: '左', right: '右' }, en: { left: 'left', right: 'right' } } as const;
/** A choice of sides that the exam has made already. */
const sideChoice = /【(左\/右|右\/左|left\/right|right\/left|L\/R|R\/L)】/gi;

/** What is not known becomes a blank 【】 that Tab walks to. */
export function fillTemplate(content: TemplateText, given: TemplateCase): TemplateText {
  const { task, values, language } = given;
  const { patient, bodyPart, complaint, question } = task.order;
  const exam = [task.bodyPart, task.studyDescription, bodyPart].filter((text) => text !== '');
  const side = onlySideOf(exam) ?? onlySideOf([complaint, question]);
  const sideWord = side === null ? null : sideWords[language][side];
  const known: Readonly<Record<string, string | null>> = {
    sex: patient.sex === 'M' || patient.sex === 'F' ? sexWords[language][patient.sex] : null,
    age: ageText(patient.birthDate, task.acquiredAt ?? task.order.placedAt, language) || null,
    side: sideWord,
  };
  const fill = (text: string): string =>
    text
      .replace(/\{([A-Za-z]{1,16})\}/g, (room, name: string) => {
        if (Object.hasOwn(known, name)) return known[name] ?? '【 】';
        if (!isGlobalKey(name)) return room;
        const value = values[name];
        return value === undefined ? '【 】' : value.toFixed(measurementNames[name].decimals);
      })
      .replace(sideChoice, (choice) => sideWord ?? choice);
  return {
    findings: fill(content.findings),
    impression: fill(content.impression),
    recommendation: fill(content.recommendation),
  };
}
