/** 会诊 asked by who holds the task; its clock goes on. */
import type { ConsultedGiven } from '#shared/contract/exchange/consultations.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import {
  type CaseState,
  type Consultation,
  type Consulted,
  consultationState,
  isConsultable,
  mostConsultations,
} from '#shared/study/consultation.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { commitConsultation, findConsultation } from './commit-consultation.ts';
import { readConsultants } from './read-consultants.ts';

export interface ConsultationRules {
  readonly isHolder: (caller: Caller, task: Task) => boolean;
}

/** Fails with task-not-found, consultation-not-holder, consultant-not-found, consultation-open or consultations-full. */
export async function askConsultation(
  deps: Parts & ConsultationRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly consultationId: string;
    readonly taskId: string;
    readonly memberId: MemberId;
    readonly to: ConsultedGiven;
    readonly question: string;
    readonly minutes: number;
    readonly state: CaseState;
  },
): Promise<Result<Consultation>> {
  const { taskId, consultationId, memberId, question } = input;
  const asked = 'memberId' in input.to ? input.to.memberId : input.to.siteId;
  const spec = {
    caller,
    act: 'consultation-asked',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: `${consultationId} ${asked}`,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const known = findConsultation(task, consultationId);
    if (known !== undefined) return ok(known);
    const { holder } = task;
    if (holder?.memberId !== memberId || !deps.isHolder(caller, task) || !isConsultable(task)) {
      return fail(failure('consultation-not-holder'));
    }
    const to = await consultedOf(trx, task, input.to, memberId);
    if (to === null) return fail(failure('consultant-not-found'));
    const others = task.consultations ?? [];
    const idOf = (one: Consulted): string => (one.kind === 'member' ? one.memberId : one.siteId);
    if (others.some((one) => consultationState(one) === 'open' && idOf(one.to) === idOf(to))) {
      return fail(failure('consultation-open', { name: to.name }));
    }
    if (others.length >= mostConsultations) {
      return fail(failure('consultations-full', { most: mostConsultations }));
    }
    const consultation: Consultation = {
      consultationId,
      to,
      question,
      asked: { memberId, name: holder.name, at: now },
      answerBy: now + input.minutes * 60_000,
      opened: null,
      answered: null,
      declined: null,
      withdrawn: null,
      ended: null,
    };
    await trx
      .insertInto('consultation')
      .values({
        consultationId,
        taskId,
        toSiteId: to.kind === 'site' ? to.siteId : null,
        toMemberId: to.kind === 'member' ? to.memberId : null,
        open: 1,
        answerBy: consultation.answerBy,
        caseState: JSON.stringify(input.state),
      })
      .execute();
    return ok(await commitConsultation(trx, task, consultation, now));
  });
}

/** Null for the asker himself, for the case's own site, and for whoever may not be asked. */
async function consultedOf(
  trx: ExchangeTransaction,
  task: Task,
  to: ConsultedGiven,
  asker: string,
): Promise<Consulted | null> {
  const { members, sites } = await readConsultants(trx);
  if ('memberId' in to) {
    const member = members.find((one) => one.memberId === to.memberId);
    return member === undefined || member.memberId === asker
      ? null
      : { kind: 'member', memberId: member.memberId, name: member.name };
  }
  const site = sites.find((one) => one.siteId === to.siteId);
  return site === undefined || site.siteId === task.siteId
    ? null
    : { kind: 'site', siteId: site.siteId, name: site.name };
}
