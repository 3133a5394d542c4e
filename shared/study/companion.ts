/** Journey step 7: the other examination of the same visit, an ECG beside images or images beside an ECG: chest pain is read from both. */
import type { Task } from './task.ts';

/** Two examinations of one visit lie at most this far apart, in ms. */
export const visitMs = 12 * 3_600_000;

/** States in which there is something to look at, or soon will be. */
const shown: ReadonlySet<Task['state']> = new Set([
  'waiting',
  'reading',
  'preliminary',
  'reviewing',
  'signed',
  'delivered',
  'received',
  'unchanged',
]);

type Compared = Pick<Task, 'taskId' | 'siteId' | 'kind' | 'state' | 'acquiredAt' | 'order'>;

/** The one nearest in time; null where there is none. The same person is who the same township knows by the same number. */
export function companionOf<T extends Compared>(task: Compared, others: readonly T[]): T | null {
  const at = examinedAt(task);
  const [nearest] = others
    .filter(
      (other) =>
        other.taskId !== task.taskId &&
        other.kind !== task.kind &&
        shown.has(other.state) &&
        other.siteId === task.siteId &&
        isSamePatient(task.order.patient, other.order.patient) &&
        Math.abs(examinedAt(other) - at) <= visitMs,
    )
    .sort((one, other) => Math.abs(examinedAt(one) - at) - Math.abs(examinedAt(other) - at));
  return nearest ?? null;
}

function examinedAt({ acquiredAt, order }: Compared): number {
  return acquiredAt ?? order.placedAt;
}

function isSamePatient(one: Task['order']['patient'], other: Task['order']['patient']): boolean {
  return one.id !== '' && one.id === other.id && (one.issuer ?? '') === (other.issuer ?? '');
}
