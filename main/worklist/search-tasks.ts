/** The search of the worklist: 汉字, pinyin initials, full pinyin, patient id, accession number or task number. */
import type { Task } from '#shared/study/task.ts';
import { patientPinyin } from './patient-pinyin.ts';

/** True when every word of the search is found somewhere in the task. */
export function matchesSearch(task: Task, search: string): boolean {
  const words = search
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const { patient } = task.order;
  const pinyin = patientPinyin(patient.name);
  const plain = [patient.name, task.siteName, task.modality, task.studyDescription].map((text) =>
    text.normalize('NFKC').toLowerCase(),
  );
  const starts = [
    pinyin.initials,
    pinyin.full,
    patient.id,
    task.order.accessionNumber,
    task.orderId,
    task.taskId,
  ].map((text) => text.toLowerCase());
  return words.every(
    (word) =>
      plain.some((text) => text.includes(word)) ||
      starts.some((text) => text.startsWith(word)) ||
      (word.length >= 4 && starts.some((text) => text.includes(word))),
  );
}
