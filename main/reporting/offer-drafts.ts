/** The drafts a reader goes on from: the own one, from here or another workstation, and the former holder's (继续 / 另写). */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { readDrafts } from './save-draft.ts';

export interface OfferDraftsDeps {
  readonly database: StationDatabase;
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
}

const askForMs = 2000;

/** Without a link only what lies here. Former ones newest first. */
export async function offerDrafts(
  deps: OfferDraftsDeps,
  actor: Actor,
  taskId: TaskId,
): Promise<{ own: Draft | null; former: Draft[] }> {
  const best = new Map<string, Draft>();
  for (const draft of [...readDrafts(deps.database, taskId), ...(await askExchange(deps, actor, taskId))]) {
    const known = best.get(draft.memberId);
    if (known === undefined || known.revision < draft.revision) best.set(draft.memberId, draft);
  }
  const own = best.get(actor.member.memberId) ?? null;
  const former = [...best.values()]
    .filter((draft) => draft !== own)
    .sort((one, other) => other.savedAt - one.savedAt);
  return { own, former };
}

async function askExchange(deps: OfferDraftsDeps, actor: Actor, taskId: TaskId): Promise<readonly Draft[]> {
  if (!deps.isLinked() || actor.token === null) return [];
  const asked = deps.client.tasks.drafts({ taskId }, { context: { person: actor.token } });
  // The editor does not wait for a link that has just gone silent.
  const limit = new Promise<null>((resolve) => setTimeout(resolve, askForMs, null));
  const answer = await Promise.race([asked, limit]);
  return answer?.ok === true ? answer.value : [];
}
