/** The drafts a reader goes on from: the own one, from here or another workstation, and the former holder's (继续 / 另写). */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { readDrafts } from './save-draft.ts';

export interface OfferDraftsDeps {
  readonly database: StationDatabase;
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
  /** Null where a person writes from nothing. */
  readonly beginText: (
    taskId: string,
  ) => Promise<
    Result<{ readonly claim: number; readonly at: number; readonly content: ReportContent } | null>
  >;
}

export interface OfferedDrafts {
  readonly own: Draft | null;
  readonly former: Draft[];
  /** `own` is the text that a correction or a review begins with: this person has not written in it yet. */
  readonly begins: boolean;
}

const askForMs = 2000;

/**
 * Without a link only what lies here. Former ones newest first. Where the work begins with somebody's text
 * (a signed report that is amended, what was submitted for review), drafts of before belong to that. Fails when it cannot be had.
 */
export async function offerDrafts(
  deps: OfferDraftsDeps,
  actor: Actor,
  taskId: TaskId,
): Promise<Result<OfferedDrafts>> {
  const best = new Map<string, Draft>();
  for (const draft of [...readDrafts(deps.database, taskId), ...(await askExchange(deps, actor, taskId))]) {
    const known = best.get(draft.memberId);
    if (known === undefined || known.revision < draft.revision) best.set(draft.memberId, draft);
  }
  const own = best.get(actor.member.memberId) ?? null;
  const text = await deps.beginText(taskId);
  if (!text.ok) return text;
  const since = text.value?.claim ?? 0;
  const former = [...best.values()]
    .filter((draft) => draft !== own && draft.claim >= since)
    .sort((one, other) => other.savedAt - one.savedAt);
  if (text.value === null || (own !== null && own.claim >= since)) return ok({ own, former, begins: false });
  const { memberId, name } = actor.member;
  const begun: Draft = {
    taskId,
    claim: since,
    memberId,
    memberName: name,
    content: text.value.content,
    // What is written next has to count higher than the draft of the report before.
    revision: own?.revision ?? 1,
    savedAt: text.value.at,
  };
  return ok({ own: begun, former, begins: true });
}

async function askExchange(deps: OfferDraftsDeps, actor: Actor, taskId: TaskId): Promise<readonly Draft[]> {
  if (!deps.isLinked() || actor.token === null) return [];
  const asked = deps.client.tasks.drafts({ taskId }, { context: { person: actor.token } });
  // The editor does not wait for a link that has just gone silent.
  const limit = new Promise<null>((resolve) => setTimeout(resolve, askForMs, null));
  const answer = await Promise.race([asked, limit]);
  return answer?.ok === true ? answer.value : [];
}
