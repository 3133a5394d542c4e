/**
 * Builds the index anew from the vault: every object is read, its hash compared with its name, and what it says indexed
 * again, in the order of arrival. Where a former index can still be read, it tells from whom and when an object came.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import type { Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { prepareIndexInstance } from './index-instance.ts';
import type { KeptInstance } from './keep-study.ts';
import type { Vault } from './vault.ts';
import { walkVault } from './walk-vault.ts';

export interface RebuildIndexDeps {
  readonly database: StationDatabase;
  readonly vault: Vault;
  /** Intake's own reading of a file, apart from the process that holds the database. */
  readonly describe: (file: {
    readonly path: string;
    readonly size: number;
  }) => Promise<Result<DescribedInstance>>;
  /** What a person kept beside studies; nothing in such a file tells. */
  readonly attachmentsOf: (sha256: Sha256) => readonly DescribedInstance[];
  /** Where objects of this station come from when nothing tells. */
  readonly source: KeptInstance['provenance']['source'];
  readonly onInstanceKept: (kept: KeptInstance) => void;
}

export interface RebuiltIndex {
  /** Objects in the vault whose bytes are whole. */
  readonly objects: number;
  readonly studies: number;
  readonly instances: number;
  /** Objects that are not what their name says: set aside. */
  readonly damaged: readonly Sha256[];
}

interface Origin {
  readonly source: string;
  readonly peer: string;
  readonly arrivedAt: number;
}

interface Found {
  readonly sha256: Sha256;
  readonly size: number;
  readonly origin: Origin;
  /** None for what is no study object, such as a report's PDF; several for a file kept beside several studies. */
  readonly described: readonly DescribedInstance[];
}

const sources: ReadonlySet<string> = new Set(['dicom', 'folder', 'file', 'exchange', 'reading']);
const atOnce = 200;

/** `former` is a database that was kept aside; null when there is none. Objects that are indexed already are passed over. */
export async function rebuildIndex(deps: RebuildIndexDeps, former: string | null): Promise<RebuiltIndex> {
  const origins = openOrigins(former);
  const known = deps.database.sqlite.prepare('SELECT 1 FROM object WHERE sha256 = ?').pluck();
  const damaged: Sha256[] = [];
  const waiting: Array<{ sha256: Sha256; origin: Origin }> = [];
  for await (const sha256 of walkVault(deps.vault)) {
    if (known.get(sha256) !== undefined) continue;
    const facts = await stat(deps.vault.pathOf(sha256)).catch(() => null);
    if (facts === null) continue;
    const origin = origins.of(sha256) ?? {
      source: deps.source,
      peer: '',
      arrivedAt: Math.round(facts.mtimeMs),
    };
    waiting.push({ sha256, origin });
  }
  origins.close();
  // The first content under a UID is the one that came first.
  waiting.sort((one, other) => one.origin.arrivedAt - other.origin.arrivedAt);
  const studies = new Set<string>();
  let objects = 0;
  let instances = 0;
  for (let at = 0; at < waiting.length; at += atOnce) {
    const batch: Found[] = [];
    for (const { sha256, origin } of waiting.slice(at, at + atOnce)) {
      const found = await readFound(deps, sha256, origin);
      if (found === 'damaged') damaged.push(sha256);
      else if (found !== null) batch.push(found);
    }
    const kept = await indexBatch(deps, batch);
    objects += batch.length;
    instances += kept.length;
    for (const one of kept) {
      studies.add(one.studyInstanceUid);
      deps.onInstanceKept(one);
    }
  }
  return { objects, studies: studies.size, instances, damaged };
}

async function readFound(
  deps: RebuildIndexDeps,
  sha256: Sha256,
  origin: Origin,
): Promise<Found | 'damaged' | null> {
  const path = deps.vault.pathOf(sha256);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return null;
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    await rename(path, deps.vault.refusedPathOf(sha256));
    return 'damaged';
  }
  const attached = deps.attachmentsOf(sha256);
  // What was refused once and kept by a person is not looked into.
  const described = attached.length > 0 ? null : await deps.describe({ path, size: bytes.length });
  return {
    sha256,
    size: bytes.length,
    origin,
    described: described?.ok === true ? [described.value] : attached,
  };
}

function indexBatch(deps: RebuildIndexDeps, batch: readonly Found[]): Promise<KeptInstance[]> {
  const { sqlite, commit } = deps.database;
  const index = prepareIndexInstance(sqlite);
  const insertObject = sqlite.prepare('INSERT INTO object VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  return commit(() => {
    const kept: KeptInstance[] = [];
    for (const { sha256, size, origin, described } of batch) {
      const keptAt = origin.arrivedAt;
      insertObject.run(sha256, size, keptAt);
      const source = sources.has(origin.source) ? (origin.source as typeof deps.source) : deps.source;
      const provenance = { source, peer: origin.peer };
      for (const one of described) {
        const outcome = index(one, { sha256, size }, provenance, keptAt);
        const { study, series, instance } = one;
        kept.push({
          studyInstanceUid: study.studyInstanceUid,
          seriesInstanceUid: series.seriesInstanceUid,
          sopInstanceUid: instance.sopInstanceUid,
          sha256,
          size,
          modality: series.modality,
          outcome,
          provenance,
          keptAt,
        });
      }
    }
    return kept;
  });
}

/** Reads the former index as far as it can be read; what it says is only believed about an object whose hash it names. */
function openOrigins(former: string | null): { of: (sha256: Sha256) => Origin | null; close: () => void } {
  const origins = new Map<string, Origin>();
  if (former !== null) {
    try {
      const sqlite = new Sqlite(former, { fileMustExist: true });
      const rows = sqlite
        .prepare<[], Origin & { sha256: string }>('SELECT sha256, source, peer, arrivedAt FROM instance')
        .iterate();
      try {
        for (const { sha256, ...origin } of rows) {
          if (Number.isSafeInteger(origin.arrivedAt) && origin.arrivedAt > 0) origins.set(sha256, origin);
        }
      } finally {
        sqlite.close();
      }
    } catch {
      // As far as it could be read; the rest comes from the files themselves.
    }
  }
  return { of: (sha256) => origins.get(sha256) ?? null, close: () => origins.clear() };
}
