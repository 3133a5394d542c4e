/**
 * Journey step 3: keeps an accepted object in its study: bytes into the vault, then the index row; only after both may
 * it be acknowledged.
 */
import { ok, type Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';
import {
  type IndexInstance,
  type IndexOutcome,
  type Provenance,
  prepareIndexInstance,
} from './index-instance.ts';
import { vaultFailure } from './seal-object.ts';
import type { TemporaryObject } from './temporary-object.ts';
import type { Vault } from './vault.ts';

export interface KeptInstance {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sha256: Sha256;
  readonly size: number;
  readonly modality: string;
  readonly outcome: IndexOutcome;
  readonly provenance: Provenance;
  /** Station time in ms of the commit. */
  readonly keptAt: number;
}

export interface KeepStudyDeps {
  readonly database: StationDatabase;
  readonly vault: Vault;
  /** Station time in ms. */
  readonly clock: () => number;
  /** Called after every commit, also for the same bytes again. Must not throw. */
  readonly onInstanceKept: (kept: KeptInstance) => void;
}

export type KeepStudy = (
  temporary: TemporaryObject,
  described: DescribedInstance,
  provenance: Provenance,
) => Promise<Result<KeptInstance>>;

/** The act for these dependencies. Idempotent; fails with disk-full or internal, and then nothing is in the index. */
export function createKeepStudy(deps: KeepStudyDeps): KeepStudy {
  const indexInstance: IndexInstance = prepareIndexInstance(deps.database.sqlite);
  return async (temporary, described, provenance) => {
    const sealed = await deps.vault.sealArrival(temporary);
    if (!sealed.ok) return sealed;
    const { sha256, size } = sealed.value;
    const keptAt = deps.clock();
    let outcome: IndexOutcome;
    try {
      outcome = await deps.database.commit(() =>
        indexInstance(described, { sha256, size }, provenance, keptAt),
      );
    } catch (error) {
      return { ok: false, failure: vaultFailure(error) };
    }
    const kept: KeptInstance = {
      studyInstanceUid: described.study.studyInstanceUid,
      seriesInstanceUid: described.series.seriesInstanceUid,
      sopInstanceUid: described.instance.sopInstanceUid,
      sha256,
      size,
      modality: described.series.modality,
      outcome,
      provenance,
      keptAt,
    };
    deps.onInstanceKept(kept);
    return ok(kept);
  };
}
