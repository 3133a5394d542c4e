/** What befell a task beside the straight line, in sentences with names and reasons: the same at both ends. */
import type { TFunction } from 'i18next';
import { reservationAt } from '#shared/study/assignment.ts';
import type { Retake } from '#shared/study/retake.ts';
import { returnedTo } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';
import { amendingText, noticeText } from './amend-text.ts';
import { rungNote } from './rung-note.ts';

export interface PromiseNote {
  readonly tone: 'warn' | 'calm';
  readonly text: string;
}

export function promiseNotes(task: Task, t: TFunction, now: number, language: string): PromiseNote[] {
  const notes: PromiseNote[] = [];
  const { amending, notice, review } = task;
  const returned = returnedTo(task);
  if (returned !== null)
    notes.push({
      tone: 'warn',
      text: t('review.returned', { name: returned.name, reason: returned.reason }),
    });
  if (review?.submitted != null && task.state === 'reviewing' && task.holder === null)
    notes.push({ tone: 'calm', text: t('review.waiting', { name: review.submitted.name }) });
  const reserved = task.state === 'waiting' ? reservationAt(task, now) : null;
  if (reserved !== null) notes.push({ tone: 'calm', text: t('assign.note', { name: reserved.name }) });
  if (amending !== undefined) notes.push({ tone: 'warn', text: amendingText(amending, t) });
  if (notice !== undefined)
    notes.push({
      tone: notice.acknowledged === null ? 'warn' : 'calm',
      text: noticeText(notice, t, language),
    });
  const { lateImages, followUp, released, cancelled } = task;
  const rung = rungNote(task, t);
  if (rung !== null) notes.push({ tone: 'warn', text: rung });
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
  if (task.retake !== undefined) notes.push(retakeNote(task.retake, t));
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

/** Who asked why and what to do about it, until it is done or cannot be done. */
function retakeNote({ reason, note, name, declined, nextTaskId }: Retake, t: TFunction): PromiseNote {
  if (nextTaskId !== null) return { tone: 'calm', text: t('retake.done') };
  if (declined !== null)
    return { tone: 'warn', text: t('retake.declined', { name: declined.name, reason: declined.reason }) };
  const why = [t(`retake.reason.${reason}`), note].filter(Boolean).join(' · ');
  return {
    tone: 'warn',
    text: t('retake.asked', { name, reason: why, advice: t(`retake.advice.${reason}`) }),
  };
}
