/** referrals.*: patients who are sent up and back. Sending and steps need a person of the clinic office; a window may bring its list up to date alone. */
import type { ListedReferral } from '#shared/contract/referrals.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ReferralGiven, ReferralStep } from '#shared/study/referral.ts';
import type { AddressedSite } from '#shared/study/site-tier.ts';
import type { Actor } from '../../audit/actor.ts';
import { type ApiContext, actorOf, station, watcherOf } from '../api-context.ts';

type State = { state: 'committed' | 'queued' };

export interface ReferralRoutesDeps {
  readonly known: () => ListedReferral[];
  readonly sites: () => Promise<{ readonly own: AddressedSite | null; readonly above: AddressedSite[] }>;
  readonly send: (actor: Actor, given: ReferralGiven) => Promise<Result<State & { referralId: string }>>;
  readonly step: (
    actor: Actor,
    given: { readonly referralId: string; readonly step: ReferralStep },
  ) => Promise<Result<State>>;
}

/** Referrals are a clinic's act: whoever else sits there reads along. */
function clinicOf(context: ApiContext): Result<Actor> {
  const actor = actorOf(context);
  if (!actor.ok) return actor;
  const may = actor.value.member.offices.includes('clinic');
  return may ? actor : fail(failure('right-missing', { right: 'clinic' }));
}

export function referralRoutes(deps: ReferralRoutesDeps) {
  const os = station.referrals;
  return {
    list: os.list.handler(({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok({ referrals: deps.known() }) : actor;
    }),
    sites: os.sites.handler(async ({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(await deps.sites()) : actor;
    }),
    send: os.send.handler(async ({ input, context }) => {
      const actor = clinicOf(context);
      return actor.ok ? deps.send(actor.value, input) : actor;
    }),
    step: os.step.handler(async ({ input, context }) => {
      const actor = clinicOf(context);
      return actor.ok ? deps.step(actor.value, input) : actor;
    }),
  };
}
