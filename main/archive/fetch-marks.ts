/** Journey step 11: a township's station fetches what readers saved beside its images; the images it has itself. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { FetchObjectDeps, OpenDownload } from './fetch-object.ts';
import { fetchStudy } from './fetch-study.ts';

export interface FetchMarksDeps extends FetchObjectDeps {
  readonly client: ExchangeClient;
  readonly download: OpenDownload;
  readonly peer: string;
  readonly isLinked: () => boolean;
  readonly onFetched: (studyInstanceUid: string) => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface MarksFetcher {
  /** A task is new or has changed. */
  readonly note: (task: Task) => void;
  readonly hurry: () => void;
  readonly stop: () => Promise<void>;
}

const retryMs = 5000;

/** A study as it was sent, and what readers saved beside it. */
export function withoutMarks(study: Study): { readonly sent: Study; readonly marks: Study } {
  const only = (isMark: boolean): Study => ({
    ...study,
    series: study.series
      .map((series) => ({
        ...series,
        instances: series.instances.filter((instance) => (instance.marks === true) === isMark),
      }))
      .filter(({ instances }) => instances.length > 0),
  });
  return { sent: only(false), marks: only(true) };
}

/** One task at a time; what failed is tried again, and after a restart the tasks are noted anew. */
export function createMarksFetcher(deps: FetchMarksDeps): MarksFetcher {
  const waiting = new Map<string, Task>();
  /** How many a task had when they were last fetched. */
  const fetched = new Map<string, number>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  function start(): void {
    clearTimeout(timer);
    if (running !== null || stop.signal.aborted || waiting.size === 0 || !deps.isLinked()) return;
    running = work().finally(() => {
      running = null;
      if (waiting.size > 0 && !stop.signal.aborted) timer = setTimeout(start, retryMs);
    });
  }

  async function work(): Promise<void> {
    for (const task of [...waiting.values()]) {
      if (stop.signal.aborted) return;
      const why = await fetchOne(task).catch((error: unknown) =>
        failure('internal', { detail: String(error) }),
      );
      if (why === null) {
        if (waiting.get(task.taskId) === task) waiting.delete(task.taskId);
        fetched.set(task.taskId, task.savedMarks?.objects ?? 0);
        deps.onFetched(task.studyInstanceUid);
      } else deps.log.warn({ task: task.taskId, code: why.code }, 'saved marks could not be fetched yet');
    }
  }

  async function fetchOne(task: Task) {
    const manifest = await deps.client.deposits.manifest({ taskId: task.taskId });
    if (!manifest.ok) {
      // Gone from our sight, or let go: nothing to fetch any more.
      const isGone = ['task-not-found', 'study-removed'].includes(manifest.failure.code);
      return isGone ? null : manifest.failure;
    }
    const done = await fetchStudy(deps, deps.download, withoutMarks(manifest.value).marks, {
      peer: deps.peer,
      signal: stop.signal,
    });
    return done.ok ? null : done.failure;
  }

  return {
    note(task) {
      const objects = task.savedMarks?.objects ?? 0;
      if (objects === 0 || fetched.get(task.taskId) === objects) return;
      waiting.set(task.taskId, task);
      start();
    },
    hurry: start,
    async stop() {
      stop.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
