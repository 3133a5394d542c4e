/** Tables of the vault's checks: objects that are not here as they should be, and the durable report of each re-hash. */
import type { Generated } from 'kysely';
import type { Sha256 } from '#shared/study/ids.ts';

/** An object the index names whose bytes are gone or damaged; `restoredAt` once they are here again. */
export interface LostObjectTable {
  sha256: Sha256;
  size: number;
  why: 'missing' | 'damaged';
  foundAt: number;
  triedAt: number | null;
  lastFailure: string | null;
  restoredAt: number | null;
}

export interface VaultCheckTable {
  checkId: Generated<number>;
  startedAt: number;
  endedAt: number | null;
  upTo: Generated<string>;
  objects: Generated<number>;
  bytes: Generated<number>;
  damaged: Generated<number>;
  missing: Generated<number>;
}

export interface VaultCheckTables {
  lostObject: LostObjectTable;
  vaultCheck: VaultCheckTable;
}
