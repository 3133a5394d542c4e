/** What a window does with patients: the exchange is asked in the person's own name; a prior is fetched to be looked at. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { OpenedPrior } from '#shared/contract/exchange/patients.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Marks } from '#shared/measure/marking.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Study } from '#shared/study/study.ts';
import { expectStudy } from '../archive/expect-study.ts';
import type { FetchObjectDeps, OpenDownload } from '../archive/fetch-object.ts';
import { fetchStudy } from '../archive/fetch-study.ts';
import { readObject } from '../archive/open-object.ts';
import { readStudy } from '../archive/read-study.ts';
import type { Actor } from '../audit/actor.ts';
import { readSavedMarks } from '../reading/read-saved-marks.ts';

export interface PatientActsDeps extends FetchObjectDeps {
  readonly client: ExchangeClient;
  readonly download: OpenDownload;
  readonly peer: string;
  readonly isLinked: () => boolean;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

interface OpenedStudy {
  readonly taskId: string;
  readonly studyInstanceUid: string;
}

export type PatientActs = ReturnType<typeof createPatientActs>;

/** Calls fail with link-lost or not-signed-in where the exchange cannot be asked for this person, or as the exchange says. */
export function createPatientActs(deps: PatientActsDeps) {
  /** What was opened by whom since the start: `priorStudy` shows nothing else. */
  const opened = new Set<string>();
  const fetching = new Set<string>();

  function ask<T>(
    actor: Actor,
    call: (
      patients: ExchangeClient['patients'],
      options: { context: { person: string } },
    ) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (!deps.isLinked()) return Promise.resolve(fail(failure('link-lost')));
    if (actor.token === null) return Promise.resolve(fail(failure('token-expired')));
    return call(deps.client.patients, { context: { person: actor.token } });
  }

  function fetchBeside(study: Study): void {
    const { studyInstanceUid } = study;
    if (fetching.has(studyInstanceUid)) return;
    fetching.add(studyInstanceUid);
    const warn = (why: Failure) =>
      deps.log.warn({ study: studyInstanceUid, code: why.code }, 'a prior could not be fetched');
    fetchStudy(deps, deps.download, study, { peer: deps.peer })
      .then(
        (done) => (done.ok ? undefined : warn(done.failure)),
        (error: unknown) => warn(failure('internal', { detail: String(error) })),
      )
      .finally(() => fetching.delete(studyInstanceUid));
  }

  async function openedStudy(actor: Actor, input: OpenedStudy): Promise<Study | null> {
    const key = `${actor.member.memberId} ${input.taskId} ${input.studyInstanceUid}`;
    return opened.has(key) ? readStudy(deps.database, input.studyInstanceUid) : null;
  }

  return {
    list: (actor: Actor, input: { search: string; limit: number }) =>
      ask(actor, (patients, options) => patients.list(input, options)),
    proposals: (actor: Actor, input: { limit: number }) =>
      ask(actor, (patients, options) => patients.proposals(input, options)),
    history: (actor: Actor, input: { limit: number }) =>
      ask(actor, (patients, options) => patients.history(input, options)),
    merge: (actor: Actor, input: Omit<Parameters<ExchangeClient['patients']['merge']>[0], 'commandId'>) =>
      ask(actor, (patients, options) => patients.merge({ ...input, commandId: randomUUID() }, options)),
    dismiss: (actor: Actor, input: { proposalId: string; note: string }) =>
      ask(actor, (patients, options) => patients.dismiss({ ...input, commandId: randomUUID() }, options)),
    undoMerge: (actor: Actor, input: { mergeId: string; note: string }) =>
      ask(actor, (patients, options) => patients.undoMerge({ ...input, commandId: randomUUID() }, options)),
    priors: (actor: Actor, input: Parameters<ExchangeClient['patients']['priors']>[0]) =>
      ask(actor, (patients, options) => patients.priors(input, options)),
    openPrior: async (
      actor: Actor,
      input: Parameters<ExchangeClient['patients']['openPrior']>[0],
    ): Promise<Result<OpenedPrior>> => {
      const answer = await ask(actor, (patients, options) => patients.openPrior(input, options));
      if (!answer.ok) return answer;
      const { study } = answer.value;
      await expectStudy(deps, study, deps.peer);
      opened.add(`${actor.member.memberId} ${input.taskId} ${study.studyInstanceUid}`);
      fetchBeside(study);
      const here = await readStudy(deps.database, study.studyInstanceUid);
      return ok(here === null ? answer.value : { ...answer.value, study: here });
    },
    priorStudy: async (actor: Actor, input: OpenedStudy): Promise<Result<Study>> => {
      const study = await openedStudy(actor, input);
      return study === null ? fail(failure('prior-not-found')) : ok(study);
    },
    priorMarks: async (actor: Actor, input: OpenedStudy): Promise<Result<Marks | null>> => {
      const study = await openedStudy(actor, input);
      if (study === null) return fail(failure('prior-not-found'));
      return ok(await readSavedMarks((instance) => readObject(deps.vault, instance.sha256), study));
    },
  };
}
