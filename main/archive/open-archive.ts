/** Opens the archive as a whole for the composition root: the vault, and the acts that intake is given. */
import { join } from 'node:path';
import type { Failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { guardStore, type StoreGuard, type StoreGuardDeps } from './guard-store.ts';
import { createKeepStudy, type KeepStudy, type KeptInstance } from './keep-study.ts';
import type { SealedObject } from './seal-object.ts';
import type { TemporaryObject } from './temporary-object.ts';
import { openVault, type Vault, type VaultOptions } from './vault.ts';

export interface Archive {
  readonly vault: Vault;
  readonly guard: StoreGuard;
  /** What intake keeps arrivals with; fits its `ArrivalStore`. */
  readonly store: {
    readonly openTemporary: () => TemporaryObject;
    readonly checkSpace: (wanted: number) => Promise<Result<void>>;
    readonly keep: KeepStudy;
    readonly setAside: (temporary: TemporaryObject) => Promise<Result<SealedObject>>;
  };
}

export interface OpenArchiveDeps {
  readonly database: StationDatabase;
  /** Station time in ms. */
  readonly clock: () => number;
  /** True when the index was found damaged or missing and is going to be built anew from the vault. */
  readonly isIndexLost: boolean;
  /** Called after every commit, before the sender is answered. Must not throw. */
  readonly onInstanceKept: (kept: KeptInstance) => void;
  readonly onStoreChanged: (trouble: Failure | null) => void;
  readonly log: StoreGuardDeps['log'];
}

/** The archive in `folder`/vault. Fails with folder-unusable. */
export async function openArchive(
  deps: OpenArchiveDeps,
  folder: string,
  options: VaultOptions = {},
): Promise<Result<Archive>> {
  const isIndexed = deps.database.sqlite.prepare('SELECT 1 FROM object WHERE sha256 = ?').pluck();
  const opened = await openVault(join(folder, 'vault'), {
    // Where the index is to be built anew it names nothing yet: what a power cut left is then judged by the rebuild.
    isIndexed: (sha256) => deps.isIndexLost || isIndexed.get(sha256) !== undefined,
    ...options,
  });
  if (!opened.ok) return opened;
  const vault = opened.value;
  const guard = guardStore({ vault, log: deps.log, onChanged: deps.onStoreChanged });
  deps.database.setOnFull(guard.makeRoom);
  const keepStudy = createKeepStudy({ ...deps, vault });
  const keep: KeepStudy = async (...arrival) => {
    const kept = await keepStudy(...arrival);
    if (!kept.ok) guard.note(kept.failure);
    return kept;
  };
  const { openTemporary, setAside, space } = vault;
  return ok({ vault, guard, store: { openTemporary, checkSpace: space.check, keep, setAside } });
}
