/** Whom and what a task's report is about, as the lint is given it. */
import { ageYears } from '../../study/age.ts';
import type { Task } from '../../study/task.ts';
import type { LintSubject } from './lint.ts';

/** `otherNames`: patients whose cases are known beside this one. Namesakes of this patient are left out. */
export function lintSubjectOf(task: Task, otherNames: readonly string[]): LintSubject {
  const { order } = task;
  const { name, sex, birthDate } = order.patient;
  return {
    kind: task.kind,
    modality: task.modality,
    exam: [...new Set([task.bodyPart, task.studyDescription, order.bodyPart])].filter((text) => text !== ''),
    asked: [order.complaint, order.question].filter((text) => text !== ''),
    patient: { name, sex, ageYears: ageYears(birthDate, task.acquiredAt ?? order.placedAt) },
    otherNames: [...new Set(otherNames)].filter((other) => other.length > 1 && other !== name),
  };
}
