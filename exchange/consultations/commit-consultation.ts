/** A consultation on its task, its row beside it, and where a hospital is asked the event that tells it: together. */
import { type Consultation, consultationState } from '#shared/study/consultation.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { appendEvent } from '../feed/append-event.ts';
import { commitTask } from '../feed/commit-task.ts';

export function findConsultation(task: Task, consultationId: string): Consultation | undefined {
  return task.consultations?.find((one) => one.consultationId === consultationId);
}

/** Stores it in place of the one of the same id, or as the last. The row is there by then. */
export async function commitConsultation(
  trx: ExchangeTransaction,
  task: Task,
  changed: Consultation,
  now: number,
): Promise<Consultation> {
  const { consultationId, to } = changed;
  const others = task.consultations ?? [];
  const consultations =
    findConsultation(task, consultationId) === undefined
      ? [...others, changed]
      : others.map((one) => (one.consultationId === consultationId ? changed : one));
  await trx
    .updateTable('consultation')
    .set({ open: consultationState(changed) === 'open' ? 1 : 0 })
    .where('consultationId', '=', consultationId)
    .execute();
  const { taskId } = await commitTask(trx, { ...task, consultations }, now);
  if (to.kind === 'site') {
    const change = { type: 'consultation-changed', taskId, consultation: changed } as const;
    await appendEvent(trx, { at: now, siteId: to.siteId, change });
  }
  return changed;
}
