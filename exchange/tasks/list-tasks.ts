/** The worklist at the exchange: what a caller may see, the newest change first. */
import { ok, type Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import { taskOfRow } from '../feed/commit-task.ts';
import { type SiteView, taskFor, visibleSites } from '../feed/visible-sites.ts';
import type { Caller } from '../parts.ts';

export interface TaskFilter {
  readonly state: Task['state'] | null;
  readonly includeClosed: boolean;
  readonly limit: number;
}

export async function listTasks(
  deps: { readonly db: ExchangeDatabase },
  caller: Caller,
  filter: TaskFilter,
): Promise<Result<Task[]>> {
  const rows = await tasksQuery(deps.db, visibleSites(caller), filter).execute();
  return ok(rows.map((row) => taskFor(caller, taskOfRow(row))));
}

export function tasksQuery(
  db: ExchangeDatabase,
  view: SiteView,
  { state, includeClosed, limit }: TaskFilter,
) {
  let query = db.selectFrom('task').select(['document', 'leaseUntil']).orderBy('seq', 'desc').limit(limit);
  const [site = '', ...others] = view === '*' ? [] : view;
  // One site, as every clinic has, is read from its index in order; of a list SQLite would sort all it finds.
  if (view !== '*') {
    query = others.length === 0 ? query.where('siteId', '=', site) : query.where('siteId', 'in', [...view]);
  }
  if (state !== null) query = query.where('state', '=', state);
  else if (!includeClosed) query = query.where('closed', '=', 0);
  return query;
}
