/** A task as its reader has answered it: verdicts on critical hits that still wait for the link count as given. */
import type { CriticalHit } from '#shared/study/critical.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

type Verdict = NonNullable<CriticalHit['verdict']>;

/** As `judge-critical.ts` puts them into the outbox; `at` is exchange time as estimated. */
interface QueuedVerdict extends Pick<Verdict, 'memberId' | 'at'> {
  readonly verdict: Verdict['what'];
  readonly hits: readonly string[];
}

/** The returned act lays a task's waiting verdicts over the exchange's last word; the name comes with the exchange's answer. */
export function prepareQueuedVerdicts(database: StationDatabase): (task: Task) => Task {
  const find = database.sqlite
    .prepare<[string], string>(
      "SELECT body FROM outbox WHERE what = 'judge-critical' AND taskId = ? AND refused = 0 ORDER BY itemId",
    )
    .pluck();
  return (task) => {
    if (task.critical === undefined) return task;
    const queued = find.all(task.taskId).map((body): QueuedVerdict => JSON.parse(body));
    if (queued.length === 0) return task;
    const critical = task.critical.map((hit) => {
      const given = queued.find((one) => one.hits.includes(hit.sha256));
      if (hit.verdict !== null || given === undefined) return hit;
      const { memberId, verdict: what, at } = given;
      return { ...hit, verdict: { what, memberId, name: '', at } };
    });
    return { ...task, critical };
  };
}
