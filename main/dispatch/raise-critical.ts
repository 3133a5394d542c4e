/**
 * Journey step 4, at the township: every ECG is put to the critical rules while it is on its way, and a hit goes to the
 * exchange through the outbox. Here, since this station has the bytes before anybody else and each ECG lies at one
 * township only: forty reading stations would do the same work later, and none of them while its link is down.
 */
import { randomUUID } from 'node:crypto';
import type { Result } from '#shared/result.ts';
import type { CriticalHit } from '#shared/study/critical.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export type CriticalFindings = CriticalHit['findings'];

export interface RaiseCriticalDeps {
  readonly database: StationDatabase;
  /** What the rules say of the recording with that hash; `long` where hours must be passed over first. */
  readonly analyse: (sha256: Sha256) => Promise<Result<CriticalFindings | 'long'>>;
  /** The same of a recording of hours. */
  readonly analyseLong: (sha256: Sha256) => Promise<Result<CriticalFindings>>;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly onQueued: () => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface CriticalWatch {
  /** A task is new or has changed, or something of its study was kept: what was not looked at yet is looked at. */
  readonly note: (task: Task) => void;
  readonly stop: () => Promise<void>;
}

/** While a report can still come of it. */
const watched: ReadonlySet<Task['state']> = new Set([
  'arriving',
  'waiting',
  'reading',
  'preliminary',
  'reviewing',
]);
/** The rules' lists are short; what a broken recording could bring is cut. */
const mostFindings = 60;

export function watchCritical(deps: RaiseCriticalDeps): CriticalWatch {
  const { sqlite, commit } = deps.database;
  // Under a follow-up or a further attempt only what came new: the rest was told with the task before it.
  const unseen = sqlite
    .prepare<[string, string, number], Sha256>(
      `SELECT DISTINCT instance.sha256 FROM instance JOIN object ON object.sha256 = instance.sha256
       WHERE instance.studyInstanceUid = ? AND instance.variant = 0 AND NOT EXISTS (
         SELECT 1 FROM criticalLook
         WHERE criticalLook.sha256 = instance.sha256 AND (criticalLook.taskId = ? OR ? = 1))`,
    )
    .pluck();
  const insert = sqlite.prepare('INSERT INTO criticalLook VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const queue = new Map<string, Task>();
  /** Recordings of hours, one after another, beside the resting ECGs: a Holter of a day keeps no infarction waiting. */
  const passing = new Set<string>();
  let lastPass: Promise<void> = Promise.resolve();
  let running: Promise<void> | null = null;
  let stopped = false;

  async function work(): Promise<void> {
    for (let task = first(); task !== null; task = first()) {
      queue.delete(task.taskId);
      const follows = task.followUp === undefined && task.attempt === undefined ? 0 : 1;
      for (const sha256 of unseen.all(task.studyInstanceUid, task.taskId, follows)) {
        if (stopped) return;
        await look(task, sha256);
      }
    }
  }

  const first = (): Task | null => (stopped ? null : ([...queue.values()][0] ?? null));

  const untried = (error: unknown): void =>
    deps.log.warn({ detail: String(error) }, 'the critical rules were not tried');

  async function look(task: Task, sha256: Sha256): Promise<void> {
    const key = `${task.taskId} ${sha256}`;
    if (passing.has(key)) return;
    const found = await deps.analyse(sha256);
    if (!found.ok || found.value !== 'long') {
      await conclude(task, sha256, found as Result<CriticalFindings>);
      return;
    }
    passing.add(key);
    lastPass = lastPass
      .then(async () => {
        if (!stopped) await conclude(task, sha256, await deps.analyseLong(sha256));
      })
      .catch(untried)
      .finally(() => passing.delete(key));
  }

  async function conclude(task: Task, sha256: Sha256, found: Result<CriticalFindings>): Promise<void> {
    const { taskId } = task;
    if (stopped) return;
    const findings = found.ok ? found.value.slice(0, mostFindings) : [];
    if (!found.ok) {
      const { code, params } = found.failure;
      deps.log.warn(
        { task: taskId, sha256, code, ...params },
        'an ECG could not be put to the critical rules',
      );
    }
    const createdAt = deps.now();
    await commit(() => {
      insert.run(taskId, sha256, createdAt, found.ok ? findings.length : null);
      if (findings.length === 0) return;
      enqueueCommand(deps.database, {
        commandId: randomUUID(),
        what: 'raise-critical',
        lane: `critical:${taskId}`,
        taskId,
        body: { taskId, sha256, findings },
        createdAt,
      });
    });
    if (findings.length > 0) deps.onQueued();
  }

  function start(): void {
    if (running !== null || stopped || queue.size === 0) return;
    running = work()
      .catch(untried)
      .finally(() => {
        running = null;
        start();
      });
  }

  return {
    note: (task) => {
      if (task.kind !== 'ecg' || task.picture === true || !watched.has(task.state)) return;
      queue.set(task.taskId, task);
      start();
    },
    stop: async () => {
      stopped = true;
      await running;
      await lastPass;
    },
  };
}
