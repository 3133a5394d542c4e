/** What befell a task beside the straight line, in sentences with names and reasons: the same at both ends. */
import type { TFunction } from 'i18next';
import type { Task } from '#shared/study/task.ts';

export interface PromiseNote {
  readonly tone: 'warn' | 'calm';
  readonly text: string;
}

export function promiseNotes(task: Task, t: TFunction, now: number): PromiseNote[] {
  const notes: PromiseNote[] = [];
  const { lateImages, followUp, released, cancelled } = task;
  if (cancelled !== undefined) {
    notes.push({
      tone: 'calm',
      text: t('promise.cancelled', { name: cancelled.name, reason: cancelled.reason }),
    });
  }
  if (
    released != null &&
    task.holder === null &&
    (task.state === 'waiting' || task.state === 'preliminary')
  ) {
    notes.push({
      tone: 'warn',
      text: t('promise.released', { name: released.name, reason: released.reason }),
    });
  }
  if (lateImages === undefined) return notes;
  const { count, outcome } = lateImages;
  if (followUp !== undefined && outcome === null) {
    const offered = task.state === 'waiting' && (followUp.offeredUntil ?? 0) > now;
    const text = offered
      ? t('promise.followUp.offered', { count, name: followUp.offeredToName })
      : t('promise.followUp.text', { count });
    notes.push({ tone: 'warn', text });
  } else if (outcome !== null) {
    notes.push({ tone: 'calm', text: t(`promise.late.${outcome.what}`, { count, name: outcome.name }) });
  } else if (lateImages.followUpId !== null) {
    notes.push({ tone: 'warn', text: t('promise.late.waiting', { count }) });
  }
  return notes;
}
