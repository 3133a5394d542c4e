/** What a step makes of the loop of a critical value: the exchange keeps it, a station shows what still waits for the link. */
import { assertNever } from '../assert-never.ts';
import type { CriticalNotice, NoticeStep } from './critical-notice.ts';
import type { MemberId } from './ids.ts';

/** `who` has no member for what a station does by itself. */
export function afterStep(
  notice: CriticalNotice,
  step: NoticeStep,
  who: { readonly memberId: MemberId | null; readonly name: string; readonly at: number },
): CriticalNotice {
  const { at } = who;
  const by = { ...who, memberId: who.memberId ?? ('' as MemberId) };
  switch (step.what) {
    case 'delivered':
      return { ...notice, deliveredAt: at };
    case 'opened':
      return { ...notice, deliveredAt: notice.deliveredAt ?? at, opened: by };
    case 'read-back':
      return { ...notice, readBack: { ...by, how: 'typed', recipient: who.name } };
    case 'acted':
      return { ...notice, acted: { ...by, action: step.action, note: step.note } };
    case 'called': {
      const { contact, recipient, repeated } = step;
      const calls = [...notice.calls, { ...by, contact, recipient, repeated }].slice(-40);
      const heard = repeated && notice.readBack === null;
      return {
        ...notice,
        calls,
        ...(heard ? { readBack: { ...by, how: 'phone' as const, recipient } } : {}),
      };
    }
    case 'closed':
      return { ...notice, closed: by };
    default:
      return assertNever(step, 'step');
  }
}
