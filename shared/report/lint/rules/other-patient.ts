/** Leftovers of another patient: a name, a sex or an age that are not this one's. */
import { type LintCheck, type LintField, type LintFinding, lintFields } from '../lint.ts';

const named =
  /(?:姓名|患者姓名|病人姓名|Name|Patient name)[ \t]*[:][ \t]*([\u3400-\u9fff·]{2,6}|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)/g;
const sexed =
  /(?:患者|病人|性别)[ \t]*[,:、]?[ \t]*(?:[\u3400-\u9fff]{2,3}[ \t]*[,])?[ \t]*(男|女)(?:性)?(?![\u3400-\u9fff]*(?:友|儿|婿))|\b(?:patient is an? |this |an? )(?:\d{1,3}[- ]year[- ]old )?(male|female|man|woman)\b/gi;
const aged =
  /(\d{1,3})[ \t]*(岁)(?!以|前|后|时|以上)|\b(\d{1,3})[- ]year[- ]old\b|年龄[ \t]*[:]?[ \t]*(\d{1,3})/g;

export const otherPatient: LintCheck = ({ patient, otherNames }, content) => {
  const found: LintFinding[] = [];
  const add = (field: LintField, from: number, said: string, against: string): void => {
    const isKnown = found.some((one) => one.field === field && one.from === from);
    if (!isKnown) found.push({ rule: 'other-patient', field, from, to: from + said.length, said, against });
  };
  for (const field of lintFields) {
    const text = content[field];
    for (const match of text.matchAll(named)) {
      const name = match[1] ?? '';
      if (!patient.name.includes(name) && !name.includes(patient.name))
        add(field, match.index + match[0].length - name.length, name, patient.name);
    }
    for (const match of text.matchAll(sexed)) {
      const said = match[1] ?? match[2] ?? '';
      const sex = /^(男|male|man)$/i.test(said) ? 'M' : 'F';
      const differs = (patient.sex === 'M' || patient.sex === 'F') && patient.sex !== sex;
      if (differs) add(field, match.index + match[0].lastIndexOf(said), said, patient.sex);
    }
    for (const match of text.matchAll(aged)) {
      const said = match[1] ?? match[3] ?? match[4] ?? '';
      const differs = patient.ageYears !== null && Math.abs(patient.ageYears - 0.5 - Number(said)) > 1.6;
      if (differs)
        add(field, match.index + match[0].indexOf(said), said, String(Math.floor(patient.ageYears ?? 0)));
    }
    for (const name of otherNames) {
      const at = name.length < 2 || patient.name.includes(name) ? -1 : text.indexOf(name);
      if (at >= 0) add(field, at, name, patient.name);
    }
  }
  return found;
};
