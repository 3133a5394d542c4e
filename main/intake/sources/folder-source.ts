/**
 * Journey step 1 by watched folder: what a device exports there is taken once its size is stable, and never deleted.
 * Looked at by polling, since change notices do not come through on network shares.
 */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import type { FoundRecord } from '#shared/formats/ecg/bundle/find-records.ts';
import { ok, type Result } from '#shared/result.ts';
import type { AcceptArrivalDeps } from '../accept-arrival.ts';
import { refuseArrival } from '../refuse-arrival.ts';
import { type PlacedFile, recordsInFolder } from './records/records-in-folder.ts';
import { recordingBefore, type StudyOfObject, takeLateMarks } from './records/take-late-marks.ts';
import type { Source } from './source.ts';
import { standsAlone, type TakenFile, takeFile, takeRecord } from './take-file.ts';
import { walkFolder } from './walk-folder.ts';

export interface FolderSourceDeps extends AcceptArrivalDeps {
  readonly studyOf: StudyOfObject;
  /** Told once when the folder becomes unusable, and with null when it is usable again. */
  readonly onTrouble: (trouble: Failure | null) => void;
}

export interface FolderSourceOptions {
  readonly folder: string;
  /** Between two looks, in ms. */
  readonly pollMs?: number;
  /** Size and time must stay the same for so long before a file is taken, in ms. */
  readonly stableMs?: number;
  /** What is nothing by itself, or lacks a file it names, waits so long for the rest of its record, in ms. */
  readonly partsMs?: number;
}

export interface FolderSource extends Source {
  /** Why the folder cannot be watched at the moment; it is tried again at every poll. */
  readonly trouble: () => Failure | null;
}

interface WatchedFacts {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

interface Known extends WatchedFacts {
  readonly sha256: string;
  readonly outcome: 'kept' | 'refused';
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
  const { folder, pollMs = 2000, stableMs = 2000, partsMs = 10 * stableMs } = options;
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
    const takenHash = (path: string) => {
      const row = known.get(path);
      return row === undefined ? null : { sha256: row.sha256, kept: row.outcome === 'kept' };
    };
    let full: Failure | null = null;
    const records = new Map<string, FoundRecord<PlacedFile>>();
    const looked = new Set<string>();
    const done = new Set<string>();
    for (const path of paths) {
      if (stopped || full !== null) break;
      const facts = await stat(path).catch(() => null);
      if (facts === null || done.has(path)) continue;
      const remembered = known.get(path);
      if (remembered?.size === facts.size && remembered.mtimeMs === facts.mtimeMs) continue;
      await lookForRecords(dirname(path), looked, records);
      const record = records.get(path);
      const recording = record === undefined ? null : recordingBefore(record, path, takenHash);
      if (recording !== null) {
        if (!isStable(path, facts)) continue;
        const late = await takeLateMarks(deps, path, recording, 'folder');
        if (late?.ok === true) {
          done.add(path);
          await remember(
            { path, size: facts.size, mtimeMs: facts.mtimeMs },
            {
              kept: late.value,
              refusal: null,
              sha256: late.value.sha256,
            },
          );
          continue;
        }
      }
      const files = await factsOf(record?.parts.map(({ file }) => file.path) ?? [path]);
      for (const one of files) done.add(one.path);
      const stable = files.map((one) => isStable(one.path, one));
      if (stable.includes(false) || (await awaitsParts(path, record))) continue;
      full = await take(path, files, record);
    }
    for (const path of seen.keys()) if (!paths.includes(path)) seen.delete(path);
    setTrouble(full);
  }

  /** Files are looked at together with what belongs to them; each folder once in a round. */
  async function lookForRecords(
    at: string,
    looked: Set<string>,
    records: Map<string, FoundRecord<PlacedFile>>,
  ): Promise<void> {
    if (looked.has(at)) return;
    looked.add(at);
    for (const record of await recordsInFolder(at)) {
      for (const { file } of record.parts) records.set(file.path, record);
    }
  }

  /** A header may come before its signals, and signals before their header. */
  async function awaitsParts(path: string, record: FoundRecord<PlacedFile> | undefined): Promise<boolean> {
    const paths = record?.parts.map(({ file }) => file.path) ?? [path];
    const since = Math.max(...paths.map((one) => seen.get(one)?.since ?? 0));
    if (performance.now() - since >= partsMs) return false;
    return record === undefined ? !(await standsAlone(path)) : record.missing.length > 0;
  }

  async function readKnown(): Promise<ReadonlyMap<string, Known>> {
    const rows = await deps.database.query
      .selectFrom('watchedFile')
      .select(['path', 'size', 'mtimeMs', 'sha256', 'outcome'])
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
  async function take(
    path: string,
    files: readonly WatchedFacts[],
    record: FoundRecord<PlacedFile> | undefined,
  ): Promise<Failure | null> {
    const taken = await (record === undefined || record.parts.length < 2
      ? takeFile(deps, path, 'folder')
      : takeRecord(deps, record, 'folder'));
    if (!taken.ok) {
      if (taken.failure.code !== 'file-unreadable') return taken.failure;
      const label = { name: path, provenance: { source: 'folder', peer: path } } as const;
      if (!toldUnreadable.has(path)) await refuseArrival(deps, null, label, taken.failure);
      toldUnreadable.add(path);
      return null;
    }
    for (const facts of files) await remember(facts, taken.value);
    return null;
  }

  async function remember({ path, size, mtimeMs }: WatchedFacts, taken: TakenFile): Promise<void> {
    const after = await stat(path).catch(() => null);
    // Written to while we read: what was taken is not the whole; it is looked at again.
    if (after?.size !== size || after.mtimeMs !== mtimeMs) return;
    seen.delete(path);
    toldUnreadable.delete(path);
    const row = {
      path,
      size,
      mtimeMs,
      sha256: taken.sha256,
      outcome: taken.refusal !== null ? ('refused' as const) : ('kept' as const),
      takenAt: deps.clock(),
    };
    await deps.database.query
      .insertInto('watchedFile')
      .values(row)
      .onConflict((conflict) => conflict.column('path').doUpdateSet(row))
      .execute();
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

async function factsOf(paths: readonly string[]): Promise<WatchedFacts[]> {
  const found: WatchedFacts[] = [];
  for (const path of paths) {
    const facts = await stat(path).catch(() => null);
    if (facts !== null) found.push({ path, size: facts.size, mtimeMs: facts.mtimeMs });
  }
  return found;
}
