/** A consultation is opened, answered or declined by who is asked, and withdrawn by who asked or holds the task now. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import {
  afterConsultationStep,
  type Consultation,
  type ConsultationStep,
  consultationState,
  mayStepConsultation,
} from '#shared/study/consultation.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import type { ConsultationRules } from './ask-consultation.ts';
import { commitConsultation, findConsultation } from './commit-consultation.ts';
import { askedPerson } from './who-is-asked.ts';

/** Fails with consultation-not-found, or consultation-over once it is open no more. */
export async function stepConsultation(
  deps: Parts & ConsultationRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly consultationId: string;
    readonly memberId: MemberId;
    readonly step: ConsultationStep;
  },
): Promise<Result<Consultation>> {
  const { taskId, consultationId, memberId, step } = input;
  const spec = {
    caller,
    act: `consultation-${step.what}`,
    commandId: input.commandId,
    input,
    object: taskId,
    detail: consultationId,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    const one = task === null ? undefined : findConsultation(task, consultationId);
    if (task === null || one === undefined) return fail(failure('consultation-not-found'));
    const who =
      step.what === 'withdrawn'
        ? withdrawer(deps, caller, task, one, memberId)
        : await askedPerson(trx, caller, one, memberId);
    if (who === null) return fail(failure('consultation-not-found'));
    if (step.what === 'opened' && one.opened !== null) return ok(one);
    if (!mayStepConsultation(one, step.what)) {
      return fail(failure('consultation-over', { state: consultationState(one) }));
    }
    const after = afterConsultationStep(one, step, { memberId, ...who, at: now });
    return ok(await commitConsultation(trx, task, after, now));
  });
}

function withdrawer(
  deps: ConsultationRules,
  caller: Caller,
  task: Task,
  one: Consultation,
  memberId: string,
): { readonly name: string; readonly site: '' } | null {
  const isHimself =
    caller.person === null ? caller.station?.siteId === null : caller.person.memberId === memberId;
  if (isHimself && one.asked.memberId === memberId) return { name: one.asked.name, site: '' };
  const { holder } = task;
  return holder?.memberId === memberId && deps.isHolder(caller, task)
    ? { name: holder.name, site: '' }
    : null;
}
