/** The newest rung of a task's ladder as a sentence, with names and times: the same at both ends. */
import i18next, { type TFunction } from 'i18next';
import { type Contact, type FiredRung, isRunning, isUnclaimed } from '#shared/study/escalation.ts';
import type { Task } from '#shared/study/task.ts';
import { minuteText } from '../../ui/time-text.ts';

/** Null while none fired, and once it was answered. */
export function rungNote(task: Task, t: TFunction): string | null {
  const newest = task.escalation?.at(-1);
  if (newest === undefined || !isRunning(task)) return null;
  const claimed = !isUnclaimed(task);
  if (claimed && (newest.rung === 'sound' || newest.rung === 'room')) return null;
  const { phoned } = newest;
  if (phoned !== null)
    return t('escalation.phoned', {
      name: phoned.name,
      contact: phoned.contact,
      at: minuteText(phoned.at),
    });
  return firedText(newest, t);
}

function firedText({ rung, at, to, reached }: FiredRung, t: TFunction): string {
  const time = minuteText(at);
  const [first] = to;
  if (rung === 'leader') {
    if (first === undefined) return t('escalation.leader.unset', { at: time });
    return t(reached ? 'escalation.leader.reached' : 'escalation.leader.absent', { ...first, at: time });
  }
  if (rung === 'phones') {
    if (first === undefined) return t('escalation.phones.unset', { at: time });
    return t('escalation.phones', { at: time, contacts: contactsText(to) });
  }
  return t(`escalation.${rung}`, { at: time });
}

export function contactText({ name, phone }: Contact): string {
  return phone === '' ? name : `${name} ${phone}`;
}

/** In a row, as the window's language lists things. */
export function contactsText(contacts: readonly Contact[]): string {
  return contacts.map(contactText).join(i18next.language === 'zh-CN' ? '、' : ', ');
}
