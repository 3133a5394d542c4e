/**
 * 静默报警: a site that usually sends and does not. Judged by its own past weeks: how often it sent in the same stretch of the week as
 * the one in which nothing came now.
 */
import { z } from 'zod';
import { instantSchema } from './ids.ts';

/** How far back a site's habits are read: older ones are of another season. */
export const silenceWeeks = 8;
/** With less behind it a site has no habits yet. */
const leastWeeks = 3;
/** On average the stretch brought so many: one missing study is no silence. */
const leastUsual = 3;
/** Of the past weeks, the share in which the stretch brought anything at all. */
const mostlyShare = 0.85;
/** Of the past weeks, the share in which the present hour did: nobody is called at an hour at which nobody sends. */
const hourShare = 0.5;

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

export interface Silence {
  /** The last study before it. */
  readonly since: number;
  /** How many studies the same stretch usually brought, on average. */
  readonly usual: number;
}

/**
 * `arrivals` are instants of exchange time at which the site began to send a study, in any order. Null while it is not silent. A
 * stretch is laid over the same hours of each of the past weeks; one longer than a week is judged by its last week.
 */
export function findSilence(arrivals: readonly number[], now: number): Silence | null {
  const known = arrivals.filter((at) => at <= now).sort((one, other) => one - other);
  const [first] = known;
  const since = known.at(-1);
  if (first === undefined || since === undefined) return null;
  const weeks = Math.min(silenceWeeks, Math.floor((since - first) / weekMs));
  if (weeks < leastWeeks) return null;
  const begin = Math.max(since, now - weekMs);
  const counts = pastWeeks(weeks, since, now).map((back) => countIn(known, begin - back, now - back));
  if (counts.length < leastWeeks) return null;
  const usual = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const mostly = counts.filter((count) => count > 0).length >= mostlyShare * counts.length;
  const atThisHour = pastWeeks(weeks, since, now).filter(
    (back) => countIn(known, now - back - hourMs / 2, now - back + hourMs / 2) > 0,
  ).length;
  const isItsHour = atThisHour >= hourShare * counts.length;
  return mostly && usual >= leastUsual && isItsHour ? { since, usual } : null;
}

/** How far back in ms each past week lies whose stretch was over before this silence began. */
function pastWeeks(weeks: number, since: number, now: number): number[] {
  const backs = Array.from({ length: weeks }, (_, index) => (index + 1) * weekMs);
  return backs.filter((back) => now - back <= since);
}

/** In a sorted list, those after `from` up to `to`. */
function countIn(sorted: readonly number[], from: number, to: number): number {
  return firstAfter(sorted, to) - firstAfter(sorted, from);
}

function firstAfter(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Why a site that is silent is left alone, by name. */
export const silenceReasons = ['holiday', 'power', 'network', 'device', 'called', 'other'] as const;
export const silenceReasonSchema = z.enum(silenceReasons);
export type SilenceReason = z.infer<typeof silenceReasonSchema>;

/** As both ends are told of it. */
export const silentSiteSchema = z.object({
  siteId: z.string(),
  siteName: z.string(),
  since: instantSchema,
  usual: z.number(),
  toldAt: instantSchema,
  noted: z.object({ name: z.string(), reason: silenceReasonSchema, at: instantSchema }).nullable(),
});
export type SilentSite = z.infer<typeof silentSiteSchema>;
