/** Consultations at this station, put together: the centre's stand on its tasks; a hospital that is asked fetches the case while it is open. */
import type { ListedConsultation } from '#shared/contract/consultations.ts';
import type { Consultants } from '#shared/contract/exchange/consultations.ts';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type CaseState, type Consultation, consultationState } from '#shared/study/consultation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { deleteRetired, heldObjects, removeStudy } from '../archive/retention/remove-study.ts';
import type { Vault } from '../archive/vault.ts';
import type { Actor } from '../audit/actor.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import { createConsultedCases } from '../reading/consulted-cases.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';
import type { StationParts } from './station-parts.ts';

interface Told {
  readonly taskId: TaskId;
  readonly consultation: Consultation;
}

export interface ConsultationRoom {
  readonly list: (actor: Actor, describe: (task: Task) => ListedTask) => ListedConsultation[];
  readonly find: (taskId: string, consultationId: string) => Consultation | null;
  /** A case of another site that is open here; null for every other. */
  readonly findTask: (taskId: string) => Task | null;
  readonly caseState: (
    actor: Actor,
    given: Told['taskId'],
    consultationId: string,
  ) => Promise<Result<CaseState>>;
  readonly consultants: () => Promise<Result<Consultants>>;
  /** Inside the feed's transaction. */
  readonly write: (events: readonly FeedEvent[]) => void;
  /** After it. */
  readonly take: (events: readonly FeedEvent[]) => void;
  /** The link is back. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

const fetchAgainMs = 3000;
/** Longer than the vault waits for the rows of new bytes. */
const sweepAfterMs = 11 * 60_000;

const toldBy = (events: readonly FeedEvent[]): Told[] =>
  events.flatMap(({ change }) => (change.type === 'consultation-changed' ? [change] : []));

export function createConsultationRoom(
  parts: StationParts,
  deps: { readonly tasks: TaskReplica; readonly vault: Vault },
): ConsultationRoom {
  const { database, events, link } = parts;
  const { client } = parts.access;
  const cases = createConsultedCases(database);
  const isAskedHere = ({ to }: Consultation): boolean =>
    to.kind === 'site' && to.siteId === parts.identity.current()?.member.siteId;
  const queued = database.sqlite.prepare<[], { body: string }>(
    `SELECT body FROM outbox WHERE what IN ('ask-consultation', 'step-consultation') AND refused = 0`,
  );
  const tell = (taskId: string): void => events.publish({ type: 'consultation', taskId });

  async function fetchCase({ taskId, consultation }: Told): Promise<void> {
    const { consultationId } = consultation;
    if (cases.get(consultationId)?.task != null) return;
    const answer = await client.consultations.open({ taskId, consultationId });
    if (!answer.ok || stopped) return;
    const { task, state } = answer.value;
    await database.commit(() => cases.writeCase(consultationId, task, state));
    tell(taskId);
  }

  /** Until it is here or over: a doctor who was asked must not wait for the next cut of the link. */
  async function bringCase(told: Told): Promise<void> {
    const { consultationId } = told.consultation;
    await fetchCase(told).catch(() => undefined);
    if (stopped || !link.isLinked() || waiting.has(consultationId)) return;
    const known = cases.get(consultationId);
    const isDue = known?.task === null && consultationState(known.consultation) === 'open';
    if (!isDue) return;
    const timer = setTimeout(() => {
      waiting.delete(consultationId);
      void bringCase(told);
    }, fetchAgainMs);
    waiting.set(consultationId, timer);
  }

  /** The bytes of a case that is over go as they came: no other task of this site is read from them. */
  async function letGo(task: Task): Promise<void> {
    const { studyInstanceUid } = task;
    const given = { studyInstanceUid, rule: 'consultation-over', memberId: null };
    const held = new Set<string>(heldObjects(database, studyInstanceUid));
    await removeStudy(
      {
        database,
        vault: deps.vault,
        clock: parts.now,
        audit: ({ memberId, act, object, detail }) =>
          parts.audit.append({ memberId, act, success: true, object, detail }),
      },
      given,
      held,
      () => deps.tasks.byStudy(studyInstanceUid) === null && cases.findTask(task.taskId) === null,
    );
    // What came a moment ago is not deleted at once; a restart finds the rest.
    clearTimeout(sweeping);
    sweeping = setTimeout(() => {
      deleteRetired({ database, vault: deps.vault }).catch(() => undefined);
    }, sweepAfterMs);
  }

  let sweeping: NodeJS.Timeout | undefined;
  /** By consultation: when its case is asked for once more. */
  const waiting = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  /** Cases that were here and whose consultation is over by what was just written. */
  const leaving: Task[] = [];

  function list(actor: Actor, describe: (task: Task) => ListedTask): ListedConsultation[] {
    const { memberId } = actor.member;
    const queuedIds = new Set(
      queued.all().map(({ body }) => (JSON.parse(body) as Told['consultation']).consultationId),
    );
    const own = deps.tasks.all().flatMap((task) =>
      (task.consultations ?? []).flatMap((consultation): ListedConsultation[] => {
        const isAsked = consultation.to.kind === 'member' && consultation.to.memberId === memberId;
        const isAsker = consultation.asked.memberId === memberId || task.holder?.memberId === memberId;
        if (!isAsked && !isAsker) return [];
        const side = isAsked ? 'asked' : 'asker';
        return [{ taskId: task.taskId, consultation, side, task: describe(task), queued: false }];
      }),
    );
    const here = cases.all().map(
      ({ taskId, consultation, task }): ListedConsultation => ({
        taskId,
        consultation,
        side: 'asked',
        task: task === null ? null : describe(task),
        queued: false,
      }),
    );
    return [...own, ...here]
      .map((one) => ({ ...one, queued: queuedIds.has(one.consultation.consultationId) }))
      .sort((one, other) => other.consultation.asked.at - one.consultation.asked.at)
      .slice(0, 200);
  }

  function find(taskId: string, consultationId: string): Consultation | null {
    const onTask = deps.tasks
      .get(taskId)
      ?.consultations?.find((one) => one.consultationId === consultationId);
    return onTask ?? cases.get(consultationId)?.consultation ?? null;
  }

  return {
    list,
    find,
    findTask: cases.findTask,
    caseState: async (actor, taskId, consultationId) => {
      const kept = cases.get(consultationId)?.state ?? null;
      if (kept !== null) return ok(kept);
      if (actor.token === null || !link.isLinked()) return fail(failure('link-lost'));
      const context = { person: actor.token };
      const answer = await client.consultations.open({ taskId, consultationId }, { context });
      return answer.ok ? ok(answer.value.state) : answer;
    },
    consultants: async () => {
      const known = readSetting<Consultants>(database, 'consultants');
      const answer = link.isLinked() ? await client.consultations.consultants() : null;
      if (answer === null) return known === null ? fail(failure('link-lost')) : ok(known);
      if (answer.ok) await keepSetting(database, 'consultants', answer.value);
      return answer;
    },
    write: (batch) => {
      for (const { taskId, consultation } of toldBy(batch)) {
        // The centre hears of them too: there they stand on its tasks.
        if (!isAskedHere(consultation)) continue;
        const before = cases.get(consultation.consultationId)?.task ?? null;
        cases.write(taskId, consultation);
        if (before !== null && consultationState(consultation) !== 'open') leaving.push(before);
      }
    },
    take: (batch) => {
      for (const told of toldBy(batch)) {
        if (!isAskedHere(told.consultation)) continue;
        tell(told.taskId);
        if (consultationState(told.consultation) === 'open') void bringCase(told);
      }
      for (const task of leaving.splice(0)) void letGo(task).catch(() => undefined);
    },
    stop: () => {
      stopped = true;
      clearTimeout(sweeping);
      for (const timer of waiting.values()) clearTimeout(timer);
    },
    refresh: () => {
      for (const one of cases.all()) {
        if (consultationState(one.consultation) === 'open') void bringCase(one);
      }
    },
  };
}
