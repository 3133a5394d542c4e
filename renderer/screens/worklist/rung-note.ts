/** The highest rung of a task's ladder as a sentence, with names and times: the same at both ends. */
import i18next, { type TFunction } from 'i18next';
import { type Contact, type FiredRung, isRunning, isUnclaimed, rungNames } from '#shared/study/escalation.ts';
import type { Task } from '#shared/study/task.ts';
import { minuteText } from '../../ui/time-text.ts';

/** Null while none fired, and once it was answered. */
export function rungNote(task: Task, t: TFunction): string | null {
  if (!isRunning(task)) return null;
  const claimed = !isUnclaimed(task);
  // A holder that was gone for a moment has the lower rungs fire after the higher ones.
  const standing = (task.escalation ?? []).filter(
    ({ rung }) => !claimed || (rung !== 'sound' && rung !== 'room'),
  );
  const [highest] = standing.sort((a, b) => rungNames.indexOf(b.rung) - rungNames.indexOf(a.rung));
  if (highest === undefined) return null;
  const { phoned } = highest;
  if (phoned !== null)
    return t('escalation.phoned', {
      name: phoned.name,
      contact: phoned.contact,
      at: minuteText(phoned.at),
    });
  return firedText(highest, t);
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
