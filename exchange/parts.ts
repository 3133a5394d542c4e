/** The parts that rooms of the exchange are given by the composition root, and who is calling them. */
import type { Member, Region } from '#shared/contract/exchange/members.ts';
import type { Result } from '#shared/result.ts';
import type { SiteId } from '#shared/study/ids.ts';
import type { ExchangeDatabase, ExchangeTransaction } from './database/open-database.ts';

/** Exchange time in ms: the only time clocks are judged by. */
export interface Clock {
  readonly now: () => number;
}

/** Who calls: a station, a person, or a person through a station. At least one of both is there. */
export interface Caller {
  readonly person: Member | null;
  /** A station, or a site that acts as a station of its own. */
  readonly station: Member | null;
  /** What idempotency keys and uploads are counted by: the station where there is one. */
  readonly callerId: string;
  /** SHA-256 of the access token the call came with, when it came with one. */
  readonly tokenHash: string | null;
}

/** Objects by hash: written whole, fsynced and renamed before anybody hears of them. */
export interface Vault {
  readonly folder: string;
  readonly pathOf: (sha256: string) => string;
  /** Where uploads and puts grow, on the same file system as the objects. */
  readonly incomingFolder: string;
  /** Moves a fsynced file in under its hash, durably. */
  readonly adopt: (file: string, sha256: string) => Promise<void>;
  /** Deletes the bytes at once; false for what was adopted a moment ago, whose rows may still be on their way. */
  readonly retire: (sha256: string) => boolean;
  /** Moves bytes that are not what their name says out of reach. */
  readonly setAside: (sha256: string) => Promise<void>;
  /** Free bytes an ordinary process may still use. */
  readonly freeBytes: () => Promise<number>;
}

export interface Parts {
  /** For reading. Never inside a write: that has its own transaction. */
  readonly db: ExchangeDatabase;
  /** One durable transaction at a time; a failure rolls everything back. Followers of the feed hear after the commit. */
  readonly write: <T>(
    work: (trx: ExchangeTransaction, now: number) => Promise<Result<T>>,
  ) => Promise<Result<T>>;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly region: () => Region;
}

/** What a call through the contract knows: who calls, or why that is unknown. */
export interface CallContext {
  readonly caller: Result<Caller>;
}

/** The site a caller sends for: its station's, or that of a clinic's person; null for the reading centre. */
export function sendingSite(caller: Caller): SiteId | null {
  if (caller.station !== null) return caller.station.siteId;
  return caller.person?.offices.includes('clinic') === true ? caller.person.siteId : null;
}
