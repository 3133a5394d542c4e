/** One-time links to a window: each works once, within five minutes; and the cookies of the windows that came in by one. */
import { createHash, randomBytes } from 'node:crypto';
import type { StationDatabase } from '../database/open-database.ts';

export interface OneTimeLinks {
  /** A token for `/?token=`; `signInAs` names who the window opens signed in as, null for nobody. */
  readonly make: (signInAs: string | null) => string;
  /** Ends the token; null when it is unknown, used or too old. */
  readonly redeem: (token: string) => { readonly signInAs: string | null } | null;
  /** A new window: the value of its cookie. */
  readonly grant: () => Promise<string>;
  readonly isGranted: (value: string) => boolean;
}

const lifeMs = 5 * 60_000;
/** A browser that was let in stays let in for so long, in ms; who sits there still has to sign in. */
const grantLifeMs = 30 * 24 * 3_600_000;

export function createOneTimeLinks(deps: {
  readonly database: StationDatabase;
  readonly monotonic: () => number;
  readonly wall: () => number;
}): OneTimeLinks {
  const links = new Map<string, { readonly until: number; readonly signInAs: string | null }>();
  const { sqlite, commit } = deps.database;
  const find = sqlite.prepare('SELECT 1 FROM windowGrant WHERE windowHash = ? AND grantedAt > ?').pluck();
  const hash = (value: string): string => createHash('sha256').update(value).digest('hex');

  return {
    make: (signInAs) => {
      const token = randomBytes(24).toString('base64url');
      links.set(hash(token), { until: deps.monotonic() + lifeMs, signInAs });
      return token;
    },
    redeem: (token) => {
      const key = hash(token);
      const link = links.get(key);
      links.delete(key);
      return link === undefined || link.until < deps.monotonic() ? null : { signInAs: link.signInAs };
    },
    grant: async () => {
      const value = randomBytes(24).toString('base64url');
      const now = deps.wall();
      await commit(() => {
        sqlite.prepare('DELETE FROM windowGrant WHERE grantedAt < ?').run(now - grantLifeMs);
        sqlite.prepare('INSERT INTO windowGrant VALUES (?, ?)').run(hash(value), now);
      });
      return value;
    },
    isGranted: (value) => find.get(hash(value), deps.wall() - grantLifeMs) !== undefined,
  };
}
