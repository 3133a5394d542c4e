/** Journey step 6: a reader station fetches the studies of open tasks ahead of need, the most urgent and newest first. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { isLifted } from '#shared/study/critical.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';
import { expectStudy } from './expect-study.ts';
import { withoutMarks } from './fetch-marks.ts';
import type { FetchObjectDeps, OpenDownload } from './fetch-object.ts';
import { fetchStudy } from './fetch-study.ts';

export interface PrefetchTasksDeps extends FetchObjectDeps {
  readonly client: ExchangeClient;
  readonly download: OpenDownload;
  readonly peer: string;
  readonly isLinked: () => boolean;
  readonly onHeld: (task: Task, held: number, of: number) => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface Prefetcher {
  /** A task is new or has changed. */
  readonly note: (task: Task) => void;
  /** A person opens it: its index is brought up to date now, and it is fetched beside what is under way. */
  readonly openNow: (task: Task) => Promise<Result<void>>;
  readonly hurry: () => void;
  readonly stop: () => Promise<void>;
}

const fetched: ReadonlySet<Task['state']> = new Set([
  'arriving',
  'waiting',
  'reading',
  'preliminary',
  'reviewing',
]);
const urgencies = ['routine', 'emergency', 'chest-pain', 'stroke', 'trauma'];
const retryMs = 2000;
const parallelObjects = 4;

/** Images, the documents beside them and what readers saved: what is at the exchange. */
function objectsOf({ images, savedMarks }: Task): number {
  return images.received + (images.documents?.received ?? 0) + (savedMarks?.objects ?? 0);
}

/** Images and documents: what is to be at the exchange, and here. */

function wantedOf(images: Task['images']): number {
  return (images.expected ?? 0) + (images.documents?.received ?? 0);
}

export function prefetchTasks(deps: PrefetchTasksDeps): Prefetcher {
  const queue = new Map<string, Task>();
  /** How many objects of a task were here when it was last fetched whole, and which set they were. */
  const complete = new Map<string, { readonly total: number; readonly imageSet: string | null }>();
  function isComplete(task: Task): boolean {
    const known = complete.get(task.taskId);
    if (known === undefined || known.total < objectsOf(task)) return false;
    const imageSet = task.images.imageSetSha256;
    // A set that was still arriving has no hash: what came is what is in it.
    if (known.imageSet === null && imageSet !== null) complete.set(task.taskId, { ...known, imageSet });
    return known.imageSet === null || imageSet === null || known.imageSet === imageSet;
  }
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  function next(): Task | null {
    const rank = (task: Task): number =>
      isLifted(task) ? urgencies.length : urgencies.indexOf(task.order.urgency);
    const sorted = [...queue.values()].sort(
      (one, other) => rank(other) - rank(one) || (other.stamps.openedAt ?? 0) - (one.stamps.openedAt ?? 0),
    );
    return sorted[0] ?? null;
  }

  function start(): void {
    clearTimeout(timer);
    if (running !== null || stop.signal.aborted || queue.size === 0 || !deps.isLinked()) return;
    running = work().finally(() => {
      running = null;
      if (queue.size > 0 && !stop.signal.aborted) timer = setTimeout(start, retryMs);
    });
  }

  async function work(): Promise<void> {
    const failedNow: Task[] = [];
    for (let task = next(); task !== null && !stop.signal.aborted; task = next()) {
      queue.delete(task.taskId);
      const done = await fetchTask(task);
      if (!done.ok) {
        failedNow.push(task);
        if (!deps.isLinked()) break;
      }
    }
    for (const task of failedNow) if (!queue.has(task.taskId)) queue.set(task.taskId, task);
  }

  async function fetchTask(task: Task): Promise<Result<void>> {
    try {
      const manifest = await deps.client.deposits.manifest({ taskId: task.taskId });
      if (!manifest.ok) {
        // Gone from our sight: nothing to fetch any more.
        return manifest.failure.code === 'task-not-found' ? ok(undefined) : manifest;
      }
      const { sent, marks } = withoutMarks(manifest.value);
      const how = { peer: deps.peer, parallel: parallelObjects, signal: stop.signal };
      const fetchedStudy = await fetchStudy(deps, deps.download, sent, {
        ...how,
        onProgress: ({ held, total }) => deps.onHeld(task, held, Math.max(total, wantedOf(task.images))),
      });
      if (!fetchedStudy.ok) return warn(task, fetchedStudy.failure);
      const fetchedMarks = await fetchStudy(deps, deps.download, marks, how);
      if (!fetchedMarks.ok) return warn(task, fetchedMarks.failure);
      complete.set(task.taskId, {
        total: fetchedStudy.value.total + fetchedMarks.value.total,
        imageSet: task.images.imageSetSha256,
      });
      deps.onHeld(task, fetchedStudy.value.held, Math.max(fetchedStudy.value.total, wantedOf(task.images)));
      return ok(undefined);
    } catch (error) {
      return warn(task, failure('internal', { detail: String(error) }));
    }
  }

  function warn(task: Task, why: Failure): Result<void> {
    deps.log.warn({ task: task.taskId, code: why.code, ...why.params }, 'a study could not be fetched yet');
    return fail(why);
  }

  return {
    note: (task) => {
      if ((!fetched.has(task.state) && underReview(task) === null) || task.images.received === 0) {
        queue.delete(task.taskId);
        return;
      }
      if (isComplete(task)) return;
      queue.set(task.taskId, task);
      start();
    },
    openNow: async (task) => {
      if (task.images.received > 0 && isComplete(task)) return ok(undefined);
      if (!deps.isLinked()) return fail(failure('link-lost'));
      const manifest = await deps.client.deposits.manifest({ taskId: task.taskId });
      if (!manifest.ok) return manifest;
      await expectStudy(deps, manifest.value, deps.peer);
      queue.delete(task.taskId);
      void fetchTask(task).then((done) => {
        if (!done.ok && !stop.signal.aborted) queue.set(task.taskId, task);
      });
      return ok(undefined);
    },
    hurry: start,
    stop: async () => {
      stop.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
