/** Where a consultation stands, in one sentence. */
import type { TFunction } from 'i18next';
import { type Consultation, consultationState } from '#shared/study/consultation.ts';
import { clockText } from '../../state/countdown.ts';

/** `now` in exchange time. */
export function stateText(one: Consultation, t: TFunction, now: number): string {
  const { to, opened, answered, declined, ended, answerBy } = one;
  const state = consultationState(one);
  const who = answered ?? declined ?? opened;
  const name = to.kind === 'member' || who === null ? to.name : `${to.name} ${who.name}`;
  const time = clockText(Math.max(0, answerBy - now));
  if (state === 'open') {
    return t(`consultation.state.${opened === null ? 'open' : 'opened'}`, { name, time });
  }
  if (state === 'ended') return t(`consultation.state.ended.${ended?.why ?? 'time'}`, { name });
  return t(`consultation.state.${state}`, { name, reason: declined?.reason ?? '' });
}
