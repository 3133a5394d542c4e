/** Which templates fit an exam, the likeliest first: of its body part before those of none, normal before the rest, own before built-in. */
import { bodyRegionsOf } from '../../study/body-region.ts';
import type { Task } from '../../study/task.ts';
import type { TemplateForm } from './template-file.ts';

type Exam = Pick<Task, 'kind' | 'modality' | 'bodyPart' | 'studyDescription' | 'order'>;

/** CR and DX are one kind of picture to whoever writes about it. */
const plain = (modality: string): string => (modality === 'CR' || modality === 'RF' ? 'DX' : modality);

export function rankTemplates<T extends TemplateForm & { readonly builtIn: boolean }>(
  templates: readonly T[],
  exam: Exam,
): T[] {
  const regions = bodyRegionsOf(exam.bodyPart, exam.studyDescription, exam.order.bodyPart);
  const { sex } = exam.order.patient;
  const fits = ({ kind, modality, sex: ofSex }: T): boolean =>
    kind === exam.kind &&
    (modality === '*' || plain(modality) === plain(exam.modality)) &&
    (ofSex === undefined || ofSex === sex || (sex !== 'M' && sex !== 'F'));
  const score = (one: T): number => {
    const own = bodyRegionsOf(one.bodyPart);
    const isOfRegion = own.some((region) => regions.includes(region));
    const isForAll = one.bodyPart === '' || regions.length === 0;
    return (isOfRegion ? 8 : isForAll ? 4 : 0) + (one.normal === true ? 2 : 0) + (one.builtIn ? 0 : 1);
  };
  return templates.filter(fits).sort((one, other) => score(other) - score(one));
}
