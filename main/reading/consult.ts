/** 会诊 asked with the reader's own draft, and every step after it, by a named person here: through the outbox, so that it also waits out a cut link. */
import { randomUUID } from 'node:crypto';
import type { ConsultedGiven } from '#shared/contract/exchange/consultations.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import {
  type CaseState,
  type Consultation,
  type ConsultationStep,
  consultationState,
  isConsultable,
  mayStepConsultation,
} from '#shared/study/consultation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface ConsultDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
  /** The person's own draft as it lies here; null while he wrote nothing. */
  readonly draftOf: (taskId: string, memberId: string) => CaseState | null;
  readonly find: (taskId: string, consultationId: string) => Consultation | null;
}

const nothingWritten: CaseState = { findings: '', impression: '', recommendation: '' };

/** Fails with task-not-found, consultation-not-holder, or what the exchange says within two seconds. */
export async function askConsultation(
  deps: ConsultDeps,
  actor: Actor,
  given: {
    readonly taskId: TaskId;
    readonly to: ConsultedGiven;
    readonly question: string;
    readonly minutes: number;
  },
): Promise<Result<Asked>> {
  const { taskId } = given;
  const { memberId, name } = actor.member;
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  if (task.holder?.memberId !== memberId || !isConsultable(task)) {
    return fail(failure('consultation-not-holder'));
  }
  const consultationId = randomUUID();
  const state = deps.draftOf(taskId, memberId) ?? nothingWritten;
  const command = {
    what: 'ask-consultation',
    lane: `consultation:${taskId}`,
    taskId,
    body: { ...given, consultationId, memberId, memberName: name, state },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    const act = 'consultation-asked';
    deps.audit.append({ memberId, act, success: true, object: taskId, detail: consultationId });
  });
}

/** Fails with consultation-not-found, consultation-over, or what the exchange says within two seconds. */
export async function stepConsultation(
  deps: ConsultDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly consultationId: string; readonly step: ConsultationStep },
): Promise<Result<Asked>> {
  const { taskId, consultationId, step } = given;
  const { memberId } = actor.member;
  const one = deps.find(taskId, consultationId);
  if (one === null) return fail(failure('consultation-not-found'));
  if (step.what === 'opened' && one.opened !== null) return ok({ state: 'committed' });
  if (!mayStepConsultation(one, step.what)) {
    return fail(failure('consultation-over', { state: consultationState(one) }));
  }
  const command = {
    what: 'step-consultation',
    lane: `consultation:${taskId}`,
    taskId,
    body: { taskId, consultationId, memberId, step },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    const act = `consultation-${step.what}`;
    deps.audit.append({ memberId, act, success: true, object: taskId, detail: consultationId });
  });
}
