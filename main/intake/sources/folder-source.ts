/**
 * Journey step 1 by watched folder: what a device exports there is taken once its size is stable, and never deleted.
 * Looked at by polling, since change notices do not come through on network shares.
 */
import { stat } from 'node:fs/promises';
import { type Failure, failure } from '#shared/failure.ts';
import { ok, type Result } from '#shared/result.ts';
import type { AcceptArrivalDeps } from '../accept-arrival.ts';
import { refuseArrival } from '../refuse-arrival.ts';
import type { Source } from './source.ts';
import { takeFile } from './take-file.ts';
import { walkFolder } from './walk-folder.ts';

export interface FolderSourceDeps extends AcceptArrivalDeps {
  /** Told once when the folder becomes unusable, and with null when it is usable again. */
  readonly onTrouble: (trouble: Failure | null) => void;
}

export interface FolderSourceOptions {
  readonly folder: string;
  /** Between two looks, in ms. */
  readonly pollMs?: number;
  /** Size and time must stay the same for so long before a file is taken, in ms. */
  readonly stableMs?: number;
}

export interface FolderSource extends Source {
  /** Why the folder cannot be watched at the moment; it is tried again at every poll. */
  readonly trouble: () => Failure | null;
}

interface Seen {
  readonly size: number;
  readonly mtimeMs: number;
  /** performance.now() of the first look with these facts. */
  readonly since: number;
}

/** Starts also when the folder is missing: that is told as trouble, and the folder is taken up when it appears. */
export async function startFolderSource(
  deps: FolderSourceDeps,
  options: FolderSourceOptions,
): Promise<Result<FolderSource>> {
  const { folder, pollMs = 2000, stableMs = 2000 } = options;
  const seen = new Map<string, Seen>();
  const toldUnreadable = new Set<string>();
  let trouble: Failure | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function setTrouble(next: Failure | null): void {
    if (next?.code === trouble?.code) return;
    trouble = next;
    if (next === null) deps.log.info({ folder }, 'watched folder is usable again');
    else deps.log.warn({ folder, code: next.code }, next.message);
    deps.onTrouble(next);
  }

  async function look(): Promise<void> {
    let paths: readonly string[];
    try {
      paths = await walkFolder(folder);
    } catch {
      setTrouble(failure('watch-folder-missing', { path: folder }));
      return;
    }
    const known = await readKnown();
    let full: Failure | null = null;
    for (const path of paths) {
      if (stopped || full !== null) break;
      const facts = await stat(path).catch(() => null);
      if (facts === null) continue;
      const remembered = known.get(path);
      if (remembered?.size === facts.size && remembered.mtimeMs === facts.mtimeMs) continue;
      if (!isStable(path, facts)) continue;
      full = await take(path, facts);
    }
    for (const path of seen.keys()) if (!paths.includes(path)) seen.delete(path);
    setTrouble(full);
  }

  async function readKnown(): Promise<ReadonlyMap<string, { size: number; mtimeMs: number }>> {
    const rows = await deps.database.query
      .selectFrom('watchedFile')
      .select(['path', 'size', 'mtimeMs'])
      .execute();
    return new Map(rows.map((row) => [row.path, row]));
  }

  function isStable(path: string, facts: { size: number; mtimeMs: number }): boolean {
    const before = seen.get(path);
    if (before?.size !== facts.size || before.mtimeMs !== facts.mtimeMs) {
      seen.set(path, { size: facts.size, mtimeMs: facts.mtimeMs, since: performance.now() });
      return stableMs === 0;
    }
    return performance.now() - before.since >= stableMs;
  }

  /** Null, or why no further file should be tried in this round. */
  async function take(path: string, facts: { size: number; mtimeMs: number }): Promise<Failure | null> {
    const taken = await takeFile(deps, path, 'folder');
    if (!taken.ok) {
      if (taken.failure.code !== 'file-unreadable') return taken.failure;
      const label = { name: path, provenance: { source: 'folder', peer: path } } as const;
      if (!toldUnreadable.has(path)) await refuseArrival(deps, null, label, taken.failure);
      toldUnreadable.add(path);
      return null;
    }
    const after = await stat(path).catch(() => null);
    // Written to while we read: what was taken is not the whole; it is looked at again.
    if (after?.size !== facts.size || after.mtimeMs !== facts.mtimeMs) return null;
    seen.delete(path);
    toldUnreadable.delete(path);
    const row = {
      path,
      size: facts.size,
      mtimeMs: facts.mtimeMs,
      sha256: taken.value.sha256,
      outcome: taken.value.refusal !== null ? ('refused' as const) : ('kept' as const),
      takenAt: deps.clock(),
    };
    await deps.database.query
      .insertInto('watchedFile')
      .values(row)
      .onConflict((conflict) => conflict.column('path').doUpdateSet(row))
      .execute();
    return null;
  }

  async function round(): Promise<void> {
    await look().catch((error: unknown) =>
      deps.log.error({ folder, detail: String(error) }, 'watched folder failed inside'),
    );
    if (!stopped) {
      timer = setTimeout(() => {
        working = round();
      }, pollMs);
    }
  }

  let working = round();
  return ok({
    address: folder,
    trouble: () => trouble,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await working;
    },
  });
}
