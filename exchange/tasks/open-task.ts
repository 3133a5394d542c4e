/** Journey steps 4 and 5: a task exists as *arriving* once an order is joined, and opens when all of it is there. */
import type { DepositId, TaskId } from '#shared/study/ids.ts';
import { needsScore } from '#shared/study/quality.ts';
import { needsReview } from '#shared/study/review.ts';
import { algorithmFor } from '#shared/study/signature.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { makeId } from '../database/make-id.ts';
import { commitTask } from '../feed/commit-task.ts';
import type { TaskMaking } from '../task-making.ts';
import { idleClock, startClock } from './clock.ts';
import { type ClockRule, pickRule } from './clock-policy.ts';
import { readQualityPolicy } from './quality-policy.ts';
import { readReviewPolicy } from './review-policy.ts';
import { readSignaturePolicy } from './signature-policy.ts';

/** A signer is offered what came after his report for this share of its target before anybody else. */
const offeredShare = 1 / 4;

const emptyStamps: Task['stamps'] = {
  firstByteAt: null,
  openedAt: null,
  claimedAt: null,
  preliminaryAt: null,
  signedAt: null,
  deliveredAt: null,
  receivedAt: null,
  cancelledAt: null,
};

/** How deposits make and open tasks. `rules` come before the defaults. */
export function createTaskMaking(deps: {
  readonly rules: readonly ClockRule[];
  readonly simulation: boolean;
}): TaskMaking {
  return {
    begin: async (trx, given, now) => {
      const { order, kind } = given;
      const rule = pickRule(deps.rules, { kind, urgency: order.urgency, siteId: order.siteId });
      const task: Task = {
        taskId: makeId('x') as TaskId,
        depositId: given.depositId as DepositId,
        orderId: order.orderId,
        order,
        siteId: order.siteId,
        siteName: order.siteName,
        kind,
        state: 'arriving',
        studyInstanceUid: given.studyInstanceUid,
        modality: given.modality,
        bodyPart: given.bodyPart,
        studyDescription: given.studyDescription,
        acquiredAt: given.acquiredAt,
        stamps: { ...emptyStamps, firstByteAt: given.firstByteAt },
        clock: idleClock(rule),
        images: given.images,
        identity: given.identity,
        claim: 0,
        holder: null,
        reports: [],
        ...(given.picture ? { picture: true } : {}),
        ...(given.attempt === null ? {} : { attempt: given.attempt }),
        simulation: deps.simulation,
        seq: 0,
      };
      await appendAudit(trx, {
        at: now,
        memberId: null,
        stationId: null,
        act: 'begun',
        success: true,
        object: task.taskId,
        detail: `${task.orderId} ${task.depositId}`,
      });
      return commitTask(trx, task, now);
    },
    again: (trx, former, given, now) => {
      const { kind, order, siteId } = former;
      const {
        released: _released,
        handedOver: _handedOver,
        critical: _critical,
        retake: _retake,
        escalation: _escalation,
        notices: _notices,
        missForecastAt: _missForecastAt,
        review: _review,
        talk: _talk,
        quality: _quality,
        qualityAsked: _qualityAsked,
        signature: _signature,
        ...kept
      } = former;
      const task: Task = {
        ...kept,
        ...given,
        taskId: makeId('x') as TaskId,
        state: 'arriving',
        stamps: { ...emptyStamps, firstByteAt: now },
        clock: idleClock(pickRule(deps.rules, { kind, urgency: order.urgency, siteId })),
        claim: 0,
        holder: null,
        reports: [],
      };
      return commitTask(trx, task, now);
    },
    follow: async (trx, origin, given, now) => {
      const { kind, order, siteId } = origin;
      const rule = pickRule(deps.rules, { kind, urgency: order.urgency, siteId });
      const {
        released: _released,
        handedOver: _handedOver,
        quoteFlags: _quoteFlags,
        critical: _critical,
        escalation: _escalation,
        notices: _notices,
        missForecastAt: _missForecastAt,
        amending: _amending,
        notice: _notice,
        review: _review,
        talk: _talk,
        quality: _quality,
        qualityAsked: _qualityAsked,
        signature: _signature,
        ...kept
      } = origin;
      const task: Task = {
        ...kept,
        ...given,
        taskId: makeId('x') as TaskId,
        state: 'arriving',
        stamps: { ...emptyStamps, firstByteAt: now },
        // It ends with an addendum or without one: a preliminary report has no place in it.
        clock: idleClock({ ...rule, stopsAt: 'signed' }),
        claim: 0,
        holder: null,
        reports: [],
      };
      await appendAudit(trx, {
        at: now,
        memberId: null,
        stationId: null,
        act: 'late-images',
        success: true,
        object: origin.taskId,
        detail: `${given.lateImages.count} ${task.taskId}`,
      });
      return commitTask(trx, task, now);
    },
    open: async (trx, task, startedAt, now) => {
      await appendAudit(trx, {
        at: now,
        memberId: null,
        stationId: null,
        act: 'opened',
        success: true,
        object: task.taskId,
        detail: task.images.incomplete ? 'incomplete' : '',
      });
      // Late images are read by one: two have answered for the report they come to.
      const isReviewed =
        task.followUp === undefined &&
        needsReview(await readReviewPolicy(trx), {
          kind: task.kind,
          siteId: task.siteId,
          hour: new Date(now).getHours(),
        });
      const isScored = task.followUp === undefined && needsScore(await readQualityPolicy(trx), task);
      const algorithm = algorithmFor(await readSignaturePolicy(trx), task.siteId);
      const opened: Task = {
        ...task,
        state: 'waiting',
        stamps: { ...task.stamps, openedAt: now },
        clock: startClock(task.clock, startedAt),
        ...(isReviewed ? { review: { submitted: null, returned: null } } : {}),
        ...(isScored ? { qualityAsked: true as const } : {}),
        ...(algorithm === 'SM2' ? { signature: algorithm } : {}),
        ...(task.followUp === undefined
          ? {}
          : {
              followUp: {
                ...task.followUp,
                offeredUntil: now + Math.round(task.clock.targetMs * offeredShare),
              },
            }),
      };
      return commitTask(trx, opened, now);
    },
  };
}
