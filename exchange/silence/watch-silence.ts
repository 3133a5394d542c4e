/** 静默报警: a site that usually sends at this hour of the week and does not is told of, once for each silence, whoever restarts. */
import { sql } from 'kysely';
import { ok } from '#shared/result.ts';
import { findSilence, type SilentSite, silenceWeeks } from '#shared/study/silence.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';

/** Habits change in weeks, a silence shows in hours: a look a minute is enough. */
const everyMs = 60_000;
/** As far as the rule looks back, and the stretch it lays over the oldest week. */
const readMs = (silenceWeeks + 2) * 7 * 86_400_000;

/** When each site began to send, in ms of exchange time, as far as the rule looks back. */
type Arrivals = ReadonlyMap<string, readonly number[]>;

/** The returned act looks when its time has come. */
export function createSilenceWatch(deps: Parts): { readonly look: () => Promise<void> } {
  const readArrivals = prepareArrivals(deps.db);
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    look: async () => {
      const now = deps.clock.now();
      if (now < nextAt) return;
      nextAt = now + everyMs;
      await lookAtAll(deps, await readArrivals(now), now);
    },
  };
}

/** Weeks of a region's deposits are read once, and then what has come since (no row is ever taken out): a late one too, whenever it began. */
function prepareArrivals(db: ExchangeDatabase): (now: number) => Promise<Arrivals> {
  const arrivals = new Map<string, number[]>();
  let last = 0;
  return async (now) => {
    const fresh = await db
      .selectFrom('deposit')
      .select(['siteId', 'firstByteAt'])
      .select(sql<number>`rowid`.as('row'))
      .where(sql<boolean>`rowid > ${last}`)
      .where('firstByteAt', '>=', now - readMs)
      .orderBy('row')
      .execute();
    last = fresh.at(-1)?.row ?? last;
    for (const { siteId, firstByteAt } of fresh) {
      const known = arrivals.get(siteId);
      if (known === undefined) arrivals.set(siteId, [firstByteAt]);
      else known.push(firstByteAt);
    }
    for (const [siteId, ats] of arrivals) {
      const recent = ats.filter((at) => at >= now - readMs);
      if (recent.length < ats.length) arrivals.set(siteId, recent);
    }
    return arrivals;
  };
}

async function lookAtAll(deps: Parts, arrivals: Arrivals, now: number): Promise<void> {
  const open = await readOpen(deps.db);
  const silences = [...arrivals].flatMap(([siteId, ats]) => {
    if (open.some((one) => one.siteId === siteId)) return [];
    const found = findSilence(ats, now);
    return found === null ? [] : [{ siteId, ...found }];
  });
  const ended = open.filter(({ siteId, since }) => arrivals.get(siteId)?.some((at) => at > since));
  if (silences.length + ended.length === 0) return;
  await deps.write(async (trx, at) => {
    for (const { siteId, since, usual } of silences) await tell(trx, { siteId, since, usual }, at);
    for (const { siteId, since } of ended) {
      await trx
        .updateTable('silence')
        .set({ endedAt: at })
        .where('siteId', '=', siteId)
        .where('since', '=', since)
        .execute();
      await record(trx, { at, act: 'site-sends-again', siteId, detail: `${since}` });
    }
    return ok(undefined);
  });
}

async function tell(
  trx: ExchangeTransaction,
  { siteId, since, usual }: { readonly siteId: string; readonly since: number; readonly usual: number },
  at: number,
): Promise<void> {
  const row = { siteId, since, usual, toldAt: at, noted: null, endedAt: null };
  const done = await trx
    .insertInto('silence')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(done.numInsertedOrUpdatedRows) === 0) return;
  await record(trx, { at, act: 'site-silent', siteId, detail: `${since} ${usual.toFixed(1)}` });
}

async function record(
  trx: ExchangeTransaction,
  given: { readonly at: number; readonly act: string; readonly siteId: string; readonly detail: string },
): Promise<void> {
  const { at, act, siteId, detail } = given;
  await appendAudit(trx, {
    at,
    memberId: null,
    stationId: null,
    act,
    success: true,
    object: siteId,
    detail,
  });
}

/** Silences that have not ended, the longest first; for one site or for all of them. */
export async function readOpen(db: ExchangeDatabase): Promise<SilentSite[]> {
  const rows = await db
    .selectFrom('silence')
    .innerJoin('member', 'member.memberId', 'silence.siteId')
    .select(['silence.siteId', 'member.name as siteName', 'silence.since', 'silence.usual'])
    .select(['silence.toldAt', 'silence.noted'])
    .where('silence.endedAt', 'is', null)
    .orderBy('silence.since')
    .execute();
  return rows.map((row) => ({
    ...row,
    noted: row.noted === null ? null : (JSON.parse(row.noted) as SilentSite['noted']),
  }));
}
