/** The text that somebody's work begins with where it is not his own: what stands of an amended report, or what was submitted to him. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Report, ReportContent } from '#shared/report/report.ts';
import { standingContent } from '#shared/report/standing-text.ts';
import { ok, type Result } from '#shared/result.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';

export interface BegunText {
  /** Drafts under earlier claims belong to somebody else's text, or to the report before it. */
  readonly claim: number;
  readonly at: number;
  readonly content: ReportContent;
}

export interface BeginTextDeps {
  readonly findVersions: (taskId: string, wanted: 'all') => Promise<Result<Report[]>>;
  readonly submissionOf: (task: Task) => Promise<Result<Report | null>>;
}

const empty: ReportContent = { findings: '', impression: '', recommendation: '' };

/** Null where a person writes from nothing. Fails when what it begins with cannot be had. */
export async function beginText(deps: BeginTextDeps, task: Task): Promise<Result<BegunText | null>> {
  const { amending } = task;
  if (amending !== undefined && underReview(task) === null) {
    const { claim, at, purpose } = amending;
    if (purpose !== 'correct') return ok({ claim, at, content: empty });
    const versions = await deps.findVersions(task.taskId, 'all');
    if (!versions.ok) return versions;
    return ok({ claim, at, content: standingContent(versions.value) ?? empty });
  }
  const submission = await deps.submissionOf(task);
  if (!submission.ok || submission.value === null) return submission.ok ? ok(null) : submission;
  const { claim, issuedAt, content } = submission.value;
  return ok({ claim: claim + 1, at: issuedAt, content });
}

/** What writers have submitted, asked for once each and kept while the program runs: a reviewer goes on when the link is lost. */
export function createSubmissions(client: ExchangeClient): BeginTextDeps['submissionOf'] {
  const known = new Map<string, Report>();
  return async (task) => {
    const { taskId } = task;
    const submitted = underReview(task);
    if (submitted === null) return ok(null);
    const key = `${taskId} ${submitted.at}`;
    const held = known.get(key);
    if (held !== undefined) return ok(held);
    const got = await client.reports.submission({ taskId });
    if (!got.ok || got.value === null) return got;
    if (known.size > 500) known.clear();
    known.set(key, got.value);
    return got;
  };
}
