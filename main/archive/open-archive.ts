/** Opens the archive as a whole for the composition root: the vault, and the acts that intake is given. */
import { join } from 'node:path';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { createKeepStudy, type KeepStudy, type KeptInstance } from './keep-study.ts';
import type { SealedObject } from './seal-object.ts';
import type { TemporaryObject } from './temporary-object.ts';
import { openVault, type Vault, type VaultOptions } from './vault.ts';

export interface Archive {
  readonly vault: Vault;
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
  /** Called after every commit, before the sender is answered. Must not throw. */
  readonly onInstanceKept: (kept: KeptInstance) => void;
}

/** The archive in `folder`/vault. Fails with folder-unusable. */
export async function openArchive(
  deps: OpenArchiveDeps,
  folder: string,
  options: VaultOptions = {},
): Promise<Result<Archive>> {
  const opened = await openVault(join(folder, 'vault'), options);
  if (!opened.ok) return opened;
  const vault = opened.value;
  const keep = createKeepStudy({ ...deps, vault });
  const { openTemporary, setAside, space } = vault;
  return ok({ vault, store: { openTemporary, checkSpace: space.check, keep, setAside } });
}
