/** Referrals at this station, put together: what the feed brings, what was done here, the PDFs that came with them, the sites. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import type { Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type Referral, referralNews } from '#shared/study/referral.ts';
import { type AddressedSite, mayReferTo } from '#shared/study/site-tier.ts';
import type { ReportStore } from '../archive/report-store.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import { keepReferrals } from '../dispatch/keep-referrals.ts';
import { prepareReferrals } from '../dispatch/read-referrals.ts';
import { createReferralReplica } from '../dispatch/referral-replica.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';
import type { StationParts } from './station-parts.ts';

export interface ReferralRoom {
  readonly known: () => ListedReferral[];
  /** As the exchange says now; as last known where it does not answer in a moment. */
  readonly sites: () => Promise<{ readonly own: AddressedSite | null; readonly above: AddressedSite[] }>;
  /** Inside the feed's transaction, or the one that settles a command. */
  readonly write: (referrals: readonly Referral[]) => void;
  /** After it. */
  readonly take: (referrals: readonly Referral[]) => void;
  /** The link is back: what was not fetched is fetched now. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
}

/** What is older was news while nobody was linked: its place is the list, not the ear. */
const newForMs = 60_000;
/** A dialog does not wait for a link that has just gone silent. */
const answerWithinMs = 1500;

export function referralsOf(events: readonly FeedEvent[]): Referral[] {
  return events.flatMap(({ change }) => (change.type === 'referral-changed' ? [change.referral] : []));
}

export function createReferralRoom(
  parts: StationParts,
  deps: {
    readonly tasks: TaskReplica;
    readonly reports: ReportStore;
    readonly fetchPdf: (sha256: Sha256) => Promise<Result<unknown>>;
  },
): ReferralRoom {
  const { database, now, events } = parts;
  const replica = createReferralReplica(database);
  const ownSite = (): string | null => parts.identity.current()?.member.siteId ?? null;
  let sites = readSetting<AddressedSite[]>(database, 'sites') ?? [];
  const keeper = keepReferrals({
    database,
    fetchPdf: deps.fetchPdf,
    now,
    onKept: ({ referralId }) => events.publish({ type: 'referral', referralId, news: null }),
    onQueued: () => parts.onQueued(),
  });
  const note = (referral: Referral): void => {
    if (referral.to.siteId === ownSite()) keeper.note(referral);
  };
  for (const referral of replica.all()) note(referral);

  /** Enrolled or renamed at any time: what is known serves only without a link. */
  async function askSites(): Promise<void> {
    const answer = await parts.access.client.referrals.sites().catch(() => null);
    if (answer?.ok !== true) return;
    sites = answer.value;
    await keepSetting(database, 'sites', sites);
  }

  return {
    known: prepareReferrals({
      database,
      replica,
      findTask: deps.tasks.get,
      findReport: (reportId, version) =>
        deps.reports.find(reportId, version).find((row) => row.stored.adopted)?.stored.report ?? null,
      siteOf: (siteId) => sites.find((site) => site.siteId === siteId) ?? null,
    }),
    sites: async () => {
      if (parts.link.isLinked()) await Promise.race([askSites(), sleep(answerWithinMs)]);
      const own = sites.find((site) => site.siteId === ownSite()) ?? null;
      const above = own === null ? [] : sites.filter((site) => mayReferTo(own.tier, site.tier));
      return { own, above };
    },
    write: (referrals) => {
      for (const referral of referrals) replica.write(referral);
    },
    take: (referrals) => {
      for (const referral of referrals) {
        const before = replica.take(referral);
        if (before === undefined) continue;
        note(referral);
        const news = referralNews(before, referral, ownSite());
        const { referralId, patient } = referral;
        const isNew = news !== null && now() - news.at < newForMs;
        const told = isNew ? { what: news.what, patient: patient.name, site: news.site } : null;
        events.publish({ type: 'referral', referralId, news: told });
      }
    },
    refresh: async () => {
      await askSites();
      for (const referral of replica.all()) note(referral);
    },
    stop: keeper.stop,
  };
}
