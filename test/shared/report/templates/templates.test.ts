/** Journey step 8: which templates fit an exam, and what they are filled with. */
import { expect, it } from 'vitest';
import { blankBefore, blankFrom, nextBlank } from '#shared/report/templates/blanks.ts';
import { fillTemplate } from '#shared/report/templates/fill-template.ts';
import { rankTemplates } from '#shared/report/templates/rank-templates.ts';
import { builtInTemplates } from '../../../../main/reporting/phrases/built-in-templates.ts';
import { buildTask } from '../../../builders/task.ts';

const task = (modality: string, bodyPart: string, studyDescription = '') =>
  ({
    ...buildTask({ order: { bodyPart: '' } }),
    kind: modality === 'ECG' ? 'ecg' : 'imaging',
    modality,
    bodyPart,
    studyDescription,
  }) as ReturnType<typeof buildTask>;
const first = (...exam: Parameters<typeof task>): string | undefined =>
  rankTemplates(
    builtInTemplates.filter(({ language }) => language === undefined),
    task(...exam),
  )[0]?.templateId;

it('offers the normal report of the exam first', () => {
  expect(first('DX', 'CHEST')).toBe('dr-chest-normal');
  expect(first('CR', '', '胸部正位')).toBe('dr-chest-normal');
  expect(first('CT', 'HEAD')).toBe('ct-head-normal');
  expect(first('CT', '', '胸部平扫')).toBe('ct-chest-normal');
  expect(first('DX', 'KNEE')).toBe('dr-knee-normal');
  expect(first('ECG', '')).toBe('ecg-normal');
});

it('offers nothing of the other sex, and an own one before a built-in one', () => {
  const exam = task('US', 'PELVIS');
  const of = (sex: 'M' | 'F') =>
    rankTemplates(builtInTemplates, {
      ...exam,
      order: { ...exam.order, patient: { ...exam.order.patient, sex } },
    }).map(({ templateId }) => templateId);
  expect(of('F')).toContain('us-uterus-normal');
  expect(of('M')).not.toContain('us-uterus-normal');
  const own = {
    ...builtInTemplates.find((one) => one.templateId === 'ct-head-normal'),
    templateId: 'mine',
    builtIn: false,
  };
  expect(rankTemplates([...builtInTemplates, own as never], task('CT', 'HEAD'))[0]?.templateId).toBe('mine');
});

it('fills in sex, age, side and measured values, and leaves a blank for what is not known', () => {
  const exam = task('DX', 'KNEE', '右膝正侧位');
  const patient = { ...exam.order.patient, sex: 'F' as const, birthDate: '1960-01-02' };
  const order = {
    ...exam.order,
    patient,
    placedAt: Date.UTC(2026, 5, 1),
    bodyPart: '',
    complaint: '',
    question: '',
  };
  const given = { ...exam, order, acquiredAt: Date.UTC(2026, 5, 1) };
  const content = {
    findings: '{sex},{age}。【左/右】膝【 】。心率{hr}次/分,PR {pr} ms,{unknown}',
    impression: '{side}膝未见骨折。',
    recommendation: '',
  };
  expect(fillTemplate(content, { task: given, values: { hr: 71.6 }, language: 'zh-CN' })).toEqual({
    findings: '女,66岁。右膝【 】。心率72次/分,PR 【 】 ms,{unknown}',
    impression: '右膝未见骨折。',
    recommendation: '',
  });
  const sideless = { ...given, studyDescription: '膝' };
  const filled = fillTemplate(content, { task: sideless, values: {}, language: 'en' });
  expect([filled.findings.slice(0, 21), filled.impression]).toEqual([
    'female,66 y。【左/右】膝【 】',
    '【 】膝未见骨折。',
  ]);
});

it('walks blanks in both directions', () => {
  const text = '【a】x【b】y';
  expect([blankFrom(text, 0), blankFrom(text, 3), blankFrom(text, 7)]).toEqual([[0, 3], [4, 7], null]);
  expect([blankBefore(text, 8), blankBefore(text, 4), blankBefore(text, 0)]).toEqual([[4, 7], [0, 3], null]);
  expect(nextBlank(text, 7)).toEqual([0, 3]);
});
