/** 上转 and every step after it, by a named person at this station: through the outbox, so that it also waits out a cut link. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { mayStepReferral } from '#shared/study/after-referral-step.ts';
import {
  closedReferralStates,
  type Referral,
  type ReferralGiven,
  type ReferralStep,
  referralState,
} from '#shared/study/referral.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface ReferralDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  /** As they stand here, what waits for the link included. */
  readonly known: () => readonly (Referral & { readonly refused: boolean })[];
  readonly hasReport: (reportId: string, version: number) => boolean;
}

/** Fails with referral-no-report, referral-open, or what the exchange says within two seconds. */
export async function sendReferral(
  deps: ReferralDeps,
  actor: Actor,
  given: ReferralGiven,
): Promise<Result<Asked & { readonly referralId: string }>> {
  const { memberId, name } = actor.member;
  const { taskId } = given;
  if (!deps.hasReport(given.reportId, given.version)) return fail(failure('referral-no-report'));
  const open = deps
    .known()
    .find((one) => one.taskId === taskId && !one.refused && !closedReferralStates.has(referralState(one)));
  if (open !== undefined) return fail(failure('referral-open', { site: open.to.name }));
  const referralId = randomUUID();
  const writtenAt = deps.now();
  const command = {
    what: 'send-referral',
    lane: `referral:${referralId}`,
    taskId,
    body: { ...given, referralId, memberId, memberName: name, writtenAt },
    createdAt: writtenAt,
  } as const;
  const asked = await askExchange(deps, command, () => {
    deps.audit.append({ memberId, act: 'referral-sent', success: true, object: taskId, detail: referralId });
  });
  return asked.ok ? ok({ ...asked.value, referralId }) : asked;
}

/** Fails with referral-not-found, referral-order, or what the exchange says within two seconds. */
export async function stepReferral(
  deps: ReferralDeps,
  actor: Actor,
  given: { readonly referralId: string; readonly step: ReferralStep },
): Promise<Result<Asked>> {
  const { referralId, step } = given;
  const { memberId, name } = actor.member;
  const referral = deps.known().find((one) => one.referralId === referralId);
  if (referral === undefined) return fail(failure('referral-not-found'));
  if (!mayStepReferral(referral, step.what)) {
    return fail(failure('referral-order', { state: referralState(referral), step: step.what }));
  }
  const { taskId } = referral;
  const command = {
    what: 'step-referral',
    lane: `referral:${referralId}`,
    taskId,
    body: { taskId, referralId, memberId, memberName: name, step },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    const act = `referral-${step.what}`;
    deps.audit.append({ memberId, act, success: true, object: taskId, detail: referralId });
  });
}
