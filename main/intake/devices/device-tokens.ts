/** Tokens by which devices push over HTTP: made by an administrator, shown once, kept only as a hash. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { StationDatabase } from '../../database/open-database.ts';

export interface DeviceToken {
  readonly tokenId: string;
  readonly name: string;
  /** Station time in ms. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

export interface DeviceTokens {
  /** The token itself, for this one time. */
  readonly make: (
    name: string,
    memberId: string,
  ) => Promise<{ readonly tokenId: string; readonly token: string }>;
  /** False when there is none of that id. */
  readonly revoke: (tokenId: string) => Promise<boolean>;
  readonly list: () => readonly DeviceToken[];
  /** Name of the device, or null for an unknown or revoked token. */
  readonly deviceOf: (token: string) => string | null;
}

/** Uses are noted at most this often, in ms: a push of thousands must not write thousands of rows. */
const noteEveryMs = 60_000;

export function createDeviceTokens(database: StationDatabase, clock: () => number): DeviceTokens {
  const { sqlite, commit } = database;
  const byHash = sqlite.prepare<[string], { tokenId: string; name: string; lastUsedAt: number | null }>(
    'SELECT tokenId, name, lastUsedAt FROM deviceToken WHERE hash = ? AND revokedAt IS NULL',
  );
  const all = sqlite.prepare<[], DeviceToken>(
    'SELECT tokenId, name, createdAt, lastUsedAt, revokedAt FROM deviceToken ORDER BY createdAt DESC',
  );
  return {
    make: async (name, memberId) => {
      const token = `yz_${randomBytes(32).toString('base64url')}`;
      const tokenId = randomUUID();
      await commit(() =>
        sqlite
          .prepare(
            'INSERT INTO deviceToken (tokenId, name, hash, createdAt, createdBy) VALUES (?, ?, ?, ?, ?)',
          )
          .run(tokenId, name, hashOf(token), clock(), memberId),
      );
      return { tokenId, token };
    },
    revoke: (tokenId) =>
      commit(
        () =>
          sqlite
            .prepare('UPDATE deviceToken SET revokedAt = ? WHERE tokenId = ? AND revokedAt IS NULL')
            .run(clock(), tokenId).changes === 1,
      ),
    list: () => all.all(),
    deviceOf: (token) => {
      const found = byHash.get(hashOf(token));
      if (found === undefined) return null;
      const at = clock();
      if (found.lastUsedAt === null || at - found.lastUsedAt > noteEveryMs) {
        void commit(() =>
          sqlite.prepare('UPDATE deviceToken SET lastUsedAt = ? WHERE tokenId = ?').run(at, found.tokenId),
        ).catch(() => undefined);
      }
      return found.name;
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
