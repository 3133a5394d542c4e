/** intake.*: orders, arrivals, refusals, joining by hand, 送诊; acts of the township's people. */

import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import type { ArrivedStudy, RefusedArrival, RetriedArrival } from '#shared/contract/intake.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DepositId } from '#shared/study/ids.ts';
import type { Order, OrderForm, Supplement } from '#shared/study/order.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';
import { administratorOf } from './devices-routes.ts';

export interface EmergencyForm {
  readonly studyInstanceUid: string;
  readonly patientName: string;
  readonly complaint: string;
  readonly phone: string;
  readonly urgency: Exclude<OrderForm['urgency'], 'routine'>;
}

export interface AttachingTo {
  readonly studyInstanceUid: string;
  readonly reason: string;
  readonly memberId: string;
}

export interface IntakeRoutesDeps {
  readonly client: ExchangeClient;
  readonly placeOrder: (actor: Actor, form: OrderForm) => Promise<Result<Order>>;
  readonly sendEmergency: (actor: Actor, form: EmergencyForm) => Promise<Result<DepositState>>;
  readonly supplementOrder: (
    actor: Actor,
    orderId: string,
    given: Supplement,
  ) => Promise<Result<{ state: 'committed' | 'queued' }>>;
  readonly orders: (unjoinedOnly: boolean) => Order[];
  readonly arrivals: () => Promise<ArrivedStudy[]>;
  readonly refusals: (settled: boolean) => Promise<RefusedArrival[]>;
  readonly retryRefusal: (
    arrivalId: string,
    memberId: string,
  ) => Promise<Result<{ readonly studyInstanceUid: string }>>;
  readonly settleRefusal: (
    arrivalId: string,
    settling: { readonly act: 'discarded' | 'retake'; readonly reason: string; readonly memberId: string },
  ) => Promise<Result<void>>;
  readonly attachRefusal: (arrivalId: string, attaching: AttachingTo) => Promise<Result<void>>;
  readonly join: (studyInstanceUid: string, orderId: string) => Promise<Result<DepositState>>;
  readonly offerAsEcg: (studyInstanceUid: string) => Promise<Result<void>>;
  readonly sendNow: (studyInstanceUid: string) => Promise<Result<DepositState>>;
  readonly depositOf: (studyInstanceUid: string) => { readonly depositId: string } | null;
  /** The version that is shown here from now on. */
  readonly chooseVersion: (studyInstanceUid: string, sopInstanceUid: string, sha256: string) => Promise<void>;
  readonly keepTask: (task: Task) => Promise<unknown>;
  readonly allowDevice: (callingAet: string, address: string) => Promise<void>;
  readonly record: (actor: Actor, act: string, object: string, detail: string) => Promise<void>;
}

const done = ok({ done: true as const });

/** What only a township's person may do: the offices are checked here and again by the exchange. */
function clinicActor(context: Parameters<typeof actorOf>[0]): Result<Actor> {
  const actor = actorOf(context);
  if (!actor.ok) return actor;
  const { offices } = actor.value.member;
  const may = offices.includes('clinic') || offices.includes('administrator');
  return may ? actor : fail(failure('right-missing', { right: 'clinic' }));
}

export function intakeRoutes(deps: IntakeRoutesDeps) {
  return {
    placeOrder: station.intake.placeOrder.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      return actor.ok ? deps.placeOrder(actor.value, input) : actor;
    }),
    supplementOrder: station.intake.supplementOrder.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      return actor.ok ? deps.supplementOrder(actor.value, input.orderId, input) : actor;
    }),
    sendEmergency: station.intake.sendEmergency.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      return actor.ok ? deps.sendEmergency(actor.value, input) : actor;
    }),
    orders: station.intake.orders.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(deps.orders(input.unjoinedOnly)) : actor;
    }),
    arrivals: station.intake.arrivals.handler(async ({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(await deps.arrivals()) : actor;
    }),
    refusals: station.intake.refusals.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(await deps.refusals(input.settled)) : actor;
    }),
    retryRefusals: station.intake.retryRefusals.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const answers: RetriedArrival[] = [];
      for (const arrivalId of input.arrivalIds) {
        const kept = await deps.retryRefusal(arrivalId, actor.value.member.memberId);
        await deps.record(
          actor.value,
          'refusal-retried',
          arrivalId,
          kept.ok ? 'accepted' : kept.failure.code,
        );
        answers.push({
          arrivalId,
          studyInstanceUid: kept.ok ? kept.value.studyInstanceUid : null,
          failure: kept.ok ? null : kept.failure,
        });
      }
      return ok(answers);
    }),
    settleRefusals: station.intake.settleRefusals.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const { act, reason } = input;
      let settled = 0;
      for (const arrivalId of input.arrivalIds) {
        const { memberId } = actor.value.member;
        const done = await deps.settleRefusal(arrivalId, { act, reason, memberId });
        if (!done.ok) continue;
        settled += 1;
        await deps.record(actor.value, `refusal-${act}`, arrivalId, reason);
      }
      return ok({ settled });
    }),
    attachRefusal: station.intake.attachRefusal.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const { arrivalId, ...to } = input;
      const { memberId } = actor.value.member;
      const attached = await deps.attachRefusal(arrivalId, { ...to, memberId });
      if (!attached.ok) return attached;
      await deps.record(actor.value, 'refusal-attached', arrivalId, `${to.studyInstanceUid}: ${to.reason}`);
      return done;
    }),
    join: station.intake.join.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      await deps.record(actor.value, 'joined', input.studyInstanceUid, input.orderId);
      return deps.join(input.studyInstanceUid, input.orderId);
    }),
    offerAsEcg: station.intake.offerAsEcg.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const offered = await deps.offerAsEcg(input.studyInstanceUid);
      if (!offered.ok) return offered;
      await deps.record(actor.value, 'offered-as-ecg', input.studyInstanceUid, '');
      return done;
    }),
    settleIdentity: station.intake.settleIdentity.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const { memberId } = actor.value.member;
      const settled = await deps.client.deposits.settleIdentity({
        commandId: randomUUID(),
        ...input,
        memberId,
      });
      return settled.ok ? done : settled;
    }),
    settleConflict: station.intake.settleConflict.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const { memberId } = actor.value.member;
      const settled = await deps.client.deposits.settleConflict({
        commandId: randomUUID(),
        ...input,
        memberId,
      });
      if (!settled.ok) return settled;
      await deps.record(
        actor.value,
        'conflict-settled',
        input.taskId,
        `${input.sopInstanceUid} ${input.reason}`,
      );
      await deps.chooseVersion(settled.value.studyInstanceUid, input.sopInstanceUid, input.sha256);
      await deps.keepTask(settled.value);
      return done;
    }),
    sendNow: station.intake.sendNow.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      return actor.ok ? deps.sendNow(input.studyInstanceUid) : actor;
    }),
    sendIncomplete: station.intake.sendIncomplete.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const deposit = deps.depositOf(input.studyInstanceUid);
      if (deposit === null) return fail(failure('deposit-not-found', { deposit: input.studyInstanceUid }));
      return deps.client.deposits.sendIncomplete({
        commandId: randomUUID(),
        depositId: deposit.depositId as DepositId,
        reason: input.reason,
        memberId: actor.value.member.memberId,
      });
    }),
    cancel: station.intake.cancel.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const { memberId } = actor.value.member;
      const cancelled = await deps.client.tasks.cancel({ commandId: randomUUID(), ...input, memberId });
      if (!cancelled.ok) return cancelled;
      await deps.keepTask(cancelled.value);
      return done;
    }),
    declineRetake: station.intake.declineRetake.handler(async ({ input, context }) => {
      const actor = clinicActor(context);
      if (!actor.ok) return actor;
      const { memberId } = actor.value.member;
      const given = { commandId: randomUUID(), ...input, memberId };
      const declined = await deps.client.tasks.declineRetake(given);
      if (!declined.ok) return declined;
      await deps.keepTask(declined.value);
      return done;
    }),
    allowDevice: station.intake.allowDevice.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      await deps.allowDevice(input.callingAet, input.address);
      await deps.record(actor.value, 'allowed-device', input.callingAet, input.address);
      return done;
    }),
  };
}
