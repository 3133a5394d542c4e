/**
 * Proves the station's own audit chain and keeps the result: after a start and every hour from where the last proof ended, every
 * night from its first record. While it does not prove whole, nothing is signed at this station.
 */
import { type Failure, failure } from '#shared/failure.ts';
import { readSetting, writeSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { AuditTrail } from './audit-trail.ts';
import { type WalkedTrail, walkTrail } from './walk-trail.ts';

export interface TrailProof extends WalkedTrail {
  /** Exchange time as estimated, milliseconds. */
  readonly at: number;
}

export interface TrailProver {
  /** Walks once the walk that is under way has ended, and keeps what it found. */
  readonly prove: (from: 'head' | 'first') => Promise<TrailProof>;
  /** What the newest proof found: station-audit-broken, or null. */
  readonly trouble: () => Failure | null;
  /** Ends the walk under way before it reads on; the database may be closed then. */
  readonly stop: () => void;
}

export const trailProofSetting = 'auditProof';

const lookEveryMs = 60_000;
const everyMs = 3_600_000;
const nightlyMs = 20 * 3_600_000;
const firstHour = 1;
const lastHour = 5;

export function createTrailProver(deps: {
  readonly database: StationDatabase;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
}): TrailProver {
  const { database, now } = deps;
  let proof = readSetting<TrailProof>(database, trailProofSetting);
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let [walkedAt, walkedWholeAt] = [Number.NEGATIVE_INFINITY, now() - nightlyMs / 2];

  async function walk(from: 'head' | 'first'): Promise<TrailProof> {
    const former = proof;
    if (stopped) return former ?? { number: 0, hash: '', brokenAt: null, at: now() };
    // A break is looked at from the beginning again: somebody may have found out about it since.
    const known = former !== null && former.brokenAt === null ? former : null;
    const isStopped = (): boolean => stopped;
    const whole = from === 'first' || known === null ? await walkTrail(database, null, isStopped) : null;
    // Also from the beginning, the end that was proved has to be there still.
    const walked =
      known !== null && (whole?.brokenAt ?? null) === null
        ? await walkTrail(database, known, isStopped)
        : whole;
    if (walked === null) throw new Error('neither way was walked');
    const found = { ...walked, at: now() };
    if (stopped) return found;
    proof = found;
    await database.commit(() => {
      writeSetting(database, trailProofSetting, found);
      // Told when it changes: the exchange's auditor reads it with all else that this station records.
      if (found.brokenAt === (former?.brokenAt ?? null)) return;
      deps.audit.append({
        memberId: null,
        act: 'audit-proved',
        success: found.brokenAt === null,
        object: 'station-audit',
        detail: found.brokenAt === null ? `1-${found.number} ${found.hash}` : `broken at ${found.brokenAt}`,
      });
    });
    return found;
  }

  function prove(from: 'head' | 'first'): Promise<TrailProof> {
    const proving = running.then(() => walk(from));
    running = proving.catch(deps.onBug);
    return proving;
  }

  function look(): void {
    const hour = new Date().getHours();
    const isNight = hour >= firstHour && hour < lastHour && now() - walkedWholeAt > nightlyMs;
    if (!isNight && now() - walkedAt < everyMs) return;
    walkedAt = now();
    if (isNight) walkedWholeAt = walkedAt;
    prove(isNight ? 'first' : 'head').catch(() => undefined);
  }

  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return {
    prove,
    trouble: () =>
      typeof proof?.brokenAt === 'number'
        ? failure('station-audit-broken', { number: String(proof.brokenAt) })
        : null,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
