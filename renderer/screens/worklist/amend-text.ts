/** Correction, withdrawal and addendum in sentences with names and reasons: the same at both ends. */
import type { TFunction } from 'i18next';
import type { Amending, AmendReason, Notice } from '#shared/report/amendment.ts';

/** The coded reason in words, with what was written beside it. */
export function amendReasonText(
  { reason, note }: { readonly reason: AmendReason | null; readonly note: string },
  t: TFunction,
): string {
  return [reason === null ? '' : t(`amend.reason.${reason}`), note].filter(Boolean).join(' · ');
}

export function amendingText(amending: Amending, t: TFunction): string {
  const { name, purpose, submitted } = amending;
  const where = submitted === undefined ? 'by' : 'waiting';
  return t(`amend.${where}.${purpose}`, { name, reason: amendReasonText(amending, t) });
}

/** Whether the township has taken note, and who. */
export function noticeText(notice: Notice, t: TFunction, language: string): string {
  const { what, version, acknowledged } = notice;
  const reason = amendReasonText(notice, t);
  if (acknowledged === null) return t(`amend.unnoted.${what}`, { version, reason });
  const time = new Date(acknowledged.at).toLocaleTimeString(language, { hourCycle: 'h23' });
  return t(`amend.noted.${what}`, { version, reason, name: acknowledged.name, time });
}
