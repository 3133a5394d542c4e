/** The drafts a reader goes on from: the own one, from here or another workstation, and the former holder's (继续 / 另写). */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import type { Amending } from '#shared/report/amendment.ts';
import type { Report, ReportContent } from '#shared/report/report.ts';
import { standingContent } from '#shared/report/standing-text.ts';
import { ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { readDrafts } from './save-draft.ts';

export interface OfferDraftsDeps {
  readonly database: StationDatabase;
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
  /** Null unless the task's signed report is taken up again. */
  readonly amendingOf: (taskId: string) => Amending | null;
  readonly findVersions: (taskId: string, wanted: 'all') => Promise<Result<Report[]>>;
}

export interface OfferedDrafts {
  readonly own: Draft | null;
  readonly former: Draft[];
  /** `own` is the text that a correction begins with: nobody has written in it yet. */
  readonly begins: boolean;
}

const askForMs = 2000;

/**
 * Without a link only what lies here. Former ones newest first. Where a signed report is amended, drafts of before belong to that
 * report: a correction begins with what stands, an addendum with nothing. Fails when what stands cannot be had.
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
  const amending = deps.amendingOf(taskId);
  const since = amending?.claim ?? 0;
  const former = [...best.values()]
    .filter((draft) => draft !== own && draft.claim >= since)
    .sort((one, other) => other.savedAt - one.savedAt);
  if (amending === null || (own !== null && own.claim >= since)) return ok({ own, former, begins: false });
  const content = await beginning(deps, taskId, amending);
  if (!content.ok) return content;
  const { memberId, name } = actor.member;
  const begun: Draft = {
    taskId,
    claim: amending.claim,
    memberId,
    memberName: name,
    content: content.value,
    // What is written next has to count higher than the draft of the report before.
    revision: own?.revision ?? 1,
    savedAt: amending.at,
  };
  return ok({ own: begun, former, begins: true });
}

const empty: ReportContent = { findings: '', impression: '', recommendation: '' };

async function beginning(
  deps: OfferDraftsDeps,
  taskId: TaskId,
  { purpose }: Amending,
): Promise<Result<ReportContent>> {
  if (purpose !== 'correct') return ok(empty);
  const versions = await deps.findVersions(taskId, 'all');
  return versions.ok ? ok(standingContent(versions.value) ?? empty) : versions;
}

async function askExchange(deps: OfferDraftsDeps, actor: Actor, taskId: TaskId): Promise<readonly Draft[]> {
  if (!deps.isLinked() || actor.token === null) return [];
  const asked = deps.client.tasks.drafts({ taskId }, { context: { person: actor.token } });
  // The editor does not wait for a link that has just gone silent.
  const limit = new Promise<null>((resolve) => setTimeout(resolve, askForMs, null));
  const answer = await Promise.race([asked, limit]);
  return answer?.ok === true ? answer.value : [];
}
