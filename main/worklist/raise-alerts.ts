/**
 * Sound and notification: new while nobody reads it, the rungs of the ladder as the exchange has fired them, a forecast
 * miss; critical by a machine's rule, whoever reads it; at the township the telephone rung, report home, unopened for
 * 2 min, a message of the other end, critical once a doctor has confirmed it, and corrected or withdrawn: that one rings again and again until a named
 * person has taken note.
 */
import type { StationEvent } from '#shared/contract/events.ts';
import { criticalStanding } from '#shared/study/critical.ts';
import { openNotices } from '#shared/study/critical-notice.ts';
import { isRunning, isUnclaimed, rungNames, rungToPhone } from '#shared/study/escalation.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import { meantFor, type TalkMessage } from '#shared/study/talk.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

/** What is rung, by code and values: the window words it in its own language. */
export type Alert = Omit<Extract<StationEvent, { type: 'alert' }>, 'type'>;
type AlertName = Alert['alert'];

export interface RaiseAlertsDeps {
  readonly database: StationDatabase;
  readonly role: 'clinic' | 'reader';
  readonly tasks: () => readonly Task[];
  /** Who sits at a window of this station. */
  readonly present: () => readonly string[];
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly raise: (alert: Alert) => void;
}

const everyMs = 1000;
const unopenedAfterMs = 120_000;
/** How often a correction or withdrawal rings until somebody has taken note of it. */
export const noticeEveryMs = 30_000;
/** A station that starts in the morning does not ring for every task of the night: only for what is still new. */
const newForMs = 60_000;

const ended: ReadonlySet<Task['state']> = new Set(['cancelled', 'retaken', 'withdrawn']);

/** Which alerts a task has reached by now, the calmest first. */
export function reachedAlerts(task: Task, role: 'clinic' | 'reader', now: number): AlertName[] {
  const standing = ended.has(task.state) ? null : criticalStanding(task);
  if (role === 'clinic') {
    const home = homeAlerts(task, now);
    const open = openNotices(task);
    if (open.some((one) => one.rungs.length > 0)) return [...home, 'notice', 'notice-silent'];
    if (open.length > 0) return [...home, 'notice'];
    if (rungToPhone(task)?.rung === 'phones') return [...home, 'phones'];
    if (isRetakeOpen(task)) return [...home, 'retake'];
    return standing === 'confirmed' ? [...home, 'critical-confirmed'] : home;
  }
  const timed = clockAlerts(task);
  if (openNotices(task).some((one) => one.rungs.length > 0)) return [...timed, 'notice-silent'];
  return standing === 'unconfirmed' ? [...timed, 'critical'] : timed;
}

/** The last message of the other end. */
function newsFor(task: Task, role: 'clinic' | 'reader'): TalkMessage | undefined {
  return task.talk?.findLast((message) => message.from === (role === 'clinic' ? 'centre' : 'clinic'));
}

function messageAlerts(deps: RaiseAlertsDeps, task: Task): AlertName[] {
  if (newsFor(task, deps.role) === undefined) return [];
  if (deps.role === 'clinic') return ['message'];
  const meant = meantFor(task);
  return meant.size === 0 || deps.present().some((memberId) => meant.has(memberId)) ? ['message'] : [];
}

function homeAlerts(task: Task, now: number): AlertName[] {
  const { deliveredAt, receivedAt } = task.stamps;
  if (deliveredAt === null) return [];
  if (task.state !== 'delivered' || receivedAt !== null) return ['report-home'];
  return now - deliveredAt >= unopenedAfterMs ? ['report-home', 'unopened'] : ['report-home'];
}

/** What the clock calls for as the task stands; the loudest last. */
function clockAlerts(task: Task): AlertName[] {
  if (!isRunning(task)) return [];
  const unclaimed = isUnclaimed(task);
  const reached: AlertName[] = unclaimed ? ['new'] : [];
  if (unclaimed && task.missForecastAt != null) reached.push('will-miss');
  const rungs = (task.escalation ?? []).map((fired) => fired.rung);
  for (const rung of rungNames) {
    if (rungs.includes(rung) && (unclaimed || rung === 'leader' || rung === 'phones')) reached.push(rung);
  }
  return reached;
}

export function raiseAlerts(deps: RaiseAlertsDeps): { readonly look: () => void; readonly stop: () => void } {
  const { sqlite, commit } = deps.database;
  const fired = new Set(
    (sqlite.prepare('SELECT taskId, alert FROM alert').all() as { taskId: string; alert: string }[]).map(
      (row) => `${row.taskId} ${row.alert}`,
    ),
  );
  const insert = sqlite.prepare('INSERT INTO alert VALUES (?, ?, ?) ON CONFLICT DO NOTHING');

  const rung = new Map<string, number>();

  function ringNotice(task: Task, now: number): void {
    const { notice, taskId } = task;
    if (notice === undefined || notice.acknowledged !== null) {
      rung.delete(taskId);
      return;
    }
    if (now - (rung.get(taskId) ?? Number.NEGATIVE_INFINITY) < noticeEveryMs) return;
    rung.set(taskId, now);
    deps.raise(alertOf(notice.what, task, deps.role));
  }

  function look(): void {
    const now = deps.now();
    for (const task of deps.tasks()) {
      if (deps.role === 'clinic') ringNotice(task, now);
      const reached = [...messageAlerts(deps, task), ...reachedAlerts(task, deps.role, now)];
      const fresh = reached.filter((name) => !fired.has(`${task.taskId} ${keyOf(name, task, deps.role)}`));
      const loudest = fresh.at(-1);
      if (loudest === undefined) continue;
      const keys = fresh.map((name) => keyOf(name, task, deps.role));
      for (const key of keys) fired.add(`${task.taskId} ${key}`);
      commit(() => {
        for (const key of keys) insert.run(task.taskId, key, now);
      }).then(
        () => {
          if (!isOld(task, loudest, deps.role, now)) deps.raise(alertOf(loudest, task, deps.role));
        },
        () => {
          for (const key of keys) fired.delete(`${task.taskId} ${key}`);
        },
      );
    }
  }

  const timer = setInterval(look, everyMs);
  return { look, stop: () => clearInterval(timer) };
}

/** A further recording's hit rings again, and so does a further version, message, critical value or telephone minute. */
function keyOf(alert: AlertName, task: Task, role: 'clinic' | 'reader'): string {
  const notices = task.notices ?? [];
  if (alert === 'notice') return `notice ${notices.length}`;
  if (alert === 'notice-silent') {
    return `notice-silent ${notices.reduce((count, { rungs }) => count + rungs.length, 0)}`;
  }
  if (alert === 'message') return `message ${newsFor(task, role)?.messageId ?? ''}`;
  if (alert === 'critical') return `critical ${task.critical?.length ?? 0}`;
  if (alert !== 'report-home' && alert !== 'unopened') return alert;
  const versions = task.reports.filter((report) => report.adopted && report.status !== 'preliminary').length;
  return versions > 1 ? `${alert} ${versions}` : alert;
}

function isOld(task: Task, alert: AlertName, role: 'clinic' | 'reader', now: number): boolean {
  if (alert === 'message') return now - (newsFor(task, role)?.at ?? now) > newForMs;
  if (alert === 'new') return now - (task.clock.startedAt ?? now) > newForMs;
  if (alert === 'will-miss') return now - (task.missForecastAt ?? now) > newForMs;
  const rung = task.escalation?.find((fired) => fired.rung === alert);
  if (rung !== undefined) return now - rung.at > newForMs;
  if (alert === 'report-home') return now - (task.stamps.deliveredAt ?? now) > newForMs;
  return false;
}

function alertOf(alert: AlertName, task: Task, role: 'clinic' | 'reader'): Alert {
  // Only the loudest is rung; one real loop makes it real.
  const open = openNotices(task);
  const news = alert === 'message' ? newsFor(task, role) : undefined;
  return {
    alert,
    taskId: task.taskId,
    patient: task.order.patient.name,
    modality: task.modality,
    siteName: task.siteName,
    drill: alert.startsWith('notice') && open.length > 0 && open.every((notice) => notice.drill),
    news:
      news === undefined
        ? null
        : { name: news.name, text: news.text, callPhone: news.callback?.phone ?? null },
  };
}
