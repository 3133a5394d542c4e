/**
 * Journey step 7: the recordings the window looks into: opened for each question; overviews and analyses are made in a thread
 * beside the file, once, and kept while they are looked at.
 */
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import { openRecording, type Recording, type RecordingIndex } from '#shared/formats/ecg/read-window.ts';
import type { Overview } from '#shared/formats/ecg/recording/overview.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type AnalysisProgress, type ServeRecordingDeps, serveRecording } from '../api/serve-recording.ts';
import { openRangeFile } from '../archive/open-range-source.ts';
import type { Vault } from '../archive/vault.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { type RunningPass, runRecordingPass } from './recording-thread.ts';

/** An overview of a day of twelve leads holds some 30 MB, the beats of a day less than one. */
const mostOverviews = 4;
const mostAnalyses = 16;
/** An answer is waited for this long before the window is told how far it is. */
const windowPatienceMs = 400;
/** An interrupted recording (EDF+D) is passed once for where its stretches lie, not for every window. */
const mostIndexes = 16;
/** The marks of a day lie in less than one megabyte. */
const mostLateBytes = 16 * 1024 * 1024;

export interface ServeRecordings {
  /** A handler of `/recordings/…`: the path behind it and the query. */
  readonly serve: (path: string, query: URLSearchParams) => Promise<Response>;
  /** The analysis of a recording's first group, waited for no longer than `patienceMs`; null when it is not there by then. */
  readonly analysisWithin: (sha256: Sha256, patienceMs: number) => Promise<LongAnalysis | null>;
  readonly stop: () => Promise<void>;
}

interface Analysing {
  done: number;
  result: Promise<Result<LongAnalysis>>;
}

export function createServeRecordings(vault: Vault): ServeRecordings {
  const overviews = new Map<string, Promise<Result<Overview>>>();
  const analyses = new Map<string, Analysing>();
  const indexes = new Map<Sha256, RecordingIndex>();
  const running = new Set<RunningPass<unknown>>();
  let lastAnalysis: Promise<unknown> = Promise.resolve();

  async function withRecording(
    sha256: Sha256,
    use: (recording: Recording) => Promise<Response>,
  ): Promise<Result<Response>> {
    const opened = await openRangeFile(vault.pathOf(sha256));
    if (!opened.ok) return opened;
    try {
      const known = indexes.get(sha256);
      const recording = await openRecording(opened.value.source, {
        inflate: inflateBounded,
        ...(known === undefined ? {} : { index: known }),
      });
      if (!recording.ok) return recording;
      const { index } = recording.value;
      if (index !== undefined) keep(indexes, sha256, index, mostIndexes);
      return ok(await use(recording.value));
    } finally {
      await opened.value.close();
    }
  }

  function pass<Value>(
    sha256: Sha256,
    group: number,
    what: 'overview' | 'analysis',
    onProgress?: (done: number) => void,
  ): Promise<Result<Value>> {
    const started = runRecordingPass<Value>({ path: vault.pathOf(sha256), group, what }, onProgress);
    running.add(started);
    return started.result.finally(() => running.delete(started));
  }

  /** Built once, however many ask while it is; the one longest not asked for makes room. */
  function overview(sha256: Sha256, group: number): Promise<Result<Overview>> {
    const key = `${sha256} ${group}`;
    const building = overviews.get(key) ?? pass<Overview>(sha256, group, 'overview');
    keep(overviews, key, building, mostOverviews);
    return building.then((built) => {
      if (!built.ok) overviews.delete(key);
      return built;
    });
  }

  /** One after another: each takes a processor for its time. */
  async function analysis(
    sha256: Sha256,
    group: number,
    patienceMs: number,
  ): Promise<Result<LongAnalysis> | AnalysisProgress> {
    const key = `${sha256} ${group}`;
    const found: Analysing = analyses.get(key) ?? { done: 0, result: Promise.resolve() as never };
    if (!analyses.has(key)) {
      found.result = lastAnalysis.then(() =>
        pass<LongAnalysis>(sha256, group, 'analysis', (done) => {
          found.done = done;
        }),
      );
      lastAnalysis = found.result;
    }
    keep(analyses, key, found, mostAnalyses);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMs);
    });
    const result = await Promise.race([found.result, patience]);
    clearTimeout(timer);
    if (result === null) return { done: found.done };
    if (!result.ok) analyses.delete(key);
    return result;
  }

  async function lateMarks(sha256: Sha256): Promise<Uint8Array | null> {
    const opened = await openRangeFile(vault.pathOf(sha256));
    if (!opened.ok) return null;
    const { source, close } = opened.value;
    try {
      return source.size > mostLateBytes ? null : await source.read(0, source.size);
    } finally {
      await close();
    }
  }

  const deps: ServeRecordingDeps = {
    withRecording,
    overview,
    lateMarks,
    analysis: (sha256, group) => analysis(sha256, group, windowPatienceMs),
  };
  return {
    serve: (path, query) => serveRecording(deps, path, query),
    analysisWithin: async (sha256, patienceMs) => {
      const found = await analysis(sha256, 0, patienceMs);
      return 'ok' in found && found.ok ? found.value : null;
    },
    stop: async () => {
      await Promise.all([...running].map((one) => one.stop()));
    },
  };
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value, most: number): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
}
