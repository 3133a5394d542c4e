/** consultations.*: a colleague or a hospital is asked about a case. Every act needs a person; a window may bring its list up to date alone. */

import type { ListedConsultation } from '#shared/contract/consultations.ts';
import type { Consultants, ConsultedGiven } from '#shared/contract/exchange/consultations.ts';
import { ok, type Result } from '#shared/result.ts';
import type { CaseState, ConsultationStep } from '#shared/study/consultation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

type Asked = Promise<Result<{ state: 'committed' | 'queued' }>>;

export interface ConsultationRoutesDeps {
  readonly list: (actor: Actor) => ListedConsultation[];
  readonly consultants: () => Promise<Result<Consultants>>;
  readonly ask: (
    actor: Actor,
    given: { taskId: TaskId; to: ConsultedGiven; question: string; minutes: number },
  ) => Asked;
  readonly step: (
    actor: Actor,
    given: { taskId: TaskId; consultationId: string; step: ConsultationStep },
  ) => Asked;
  readonly caseState: (actor: Actor, taskId: TaskId, consultationId: string) => Promise<Result<CaseState>>;
}

export function consultationRoutes(deps: ConsultationRoutesDeps) {
  const os = station.consultations;
  return {
    list: os.list.handler(({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok({ consultations: deps.list(actor.value) }) : actor;
    }),
    consultants: os.consultants.handler(async ({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? deps.consultants() : actor;
    }),
    ask: os.ask.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.ask(actor.value, input) : actor;
    }),
    step: os.step.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.step(actor.value, input) : actor;
    }),
    caseState: os.caseState.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? deps.caseState(actor.value, input.taskId, input.consultationId) : actor;
    }),
  };
}
