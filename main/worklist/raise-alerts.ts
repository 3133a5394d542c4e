/**
 * Sound and notification: new, half, four fifths and overdue while nobody reads it; critical by a machine's rule, whoever
 * reads it; at the township report home, unopened for 2 min, and critical once a doctor has confirmed it.
 */
import type { StationEvent } from '#shared/contract/events.ts';
import { criticalStanding } from '#shared/study/critical.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

export type AlertName = Extract<StationEvent, { type: 'alert' }>['alert'];

export interface RaiseAlertsDeps {
  readonly database: StationDatabase;
  readonly role: 'clinic' | 'reader';
  readonly tasks: () => readonly Task[];
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly raise: (alert: AlertName, task: Task, text: string) => void;
}

const everyMs = 1000;
const unopenedAfterMs = 120_000;
/** A station that starts in the morning does not ring for every task of the night: only for what is still new. */
const newForMs = 60_000;

const words: Readonly<Record<AlertName, string>> = {
  new: '新检查待诊断',
  half: '已过半时限,尚无人接诊',
  'four-fifths': '剩余不足五分之一时限,尚无人接诊',
  overdue: '已超时',
  critical: '机器提示危急,待确认',
  'critical-confirmed': '医师已确认危急',
  retake: '医师请求重拍',
  'report-home': '报告已送达',
  unopened: '报告送达 2 分钟仍未签收',
};

const ended: ReadonlySet<Task['state']> = new Set(['cancelled', 'retaken', 'withdrawn']);

/** Which alerts a task has reached by now, the calmest first. */
export function reachedAlerts(task: Task, role: 'clinic' | 'reader', now: number): AlertName[] {
  const standing = ended.has(task.state) ? null : criticalStanding(task);
  if (role === 'clinic') {
    const home = homeAlerts(task, now);
    if (isRetakeOpen(task)) return [...home, 'retake'];
    return standing === 'confirmed' ? [...home, 'critical-confirmed'] : home;
  }
  const timed = clockAlerts(task, now);
  return standing === 'unconfirmed' ? [...timed, 'critical'] : timed;
}

function homeAlerts(task: Task, now: number): AlertName[] {
  const { deliveredAt, receivedAt } = task.stamps;
  if (deliveredAt === null) return [];
  if (task.state !== 'delivered' || receivedAt !== null) return ['report-home'];
  return now - deliveredAt >= unopenedAfterMs ? ['report-home', 'unopened'] : ['report-home'];
}

function clockAlerts(task: Task, now: number): AlertName[] {
  const { startedAt, deadline, stoppedAt, pausedAt, targetMs } = task.clock;
  const unclaimed = task.state === 'waiting' || (task.state === 'reading' && task.holder?.alive === false);
  if (!unclaimed || startedAt === null || deadline === null || stoppedAt !== null || pausedAt !== null)
    return [];
  const left = deadline - now;
  const reached: AlertName[] = ['new'];
  if (left <= targetMs / 2) reached.push('half');
  if (left <= targetMs / 5) reached.push('four-fifths');
  if (left <= 0) reached.push('overdue');
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

  function look(): void {
    const now = deps.now();
    for (const task of deps.tasks()) {
      const fresh = reachedAlerts(task, deps.role, now).filter(
        (name) => !fired.has(`${task.taskId} ${keyOf(name, task)}`),
      );
      const loudest = fresh.at(-1);
      if (loudest === undefined) continue;
      const keys = fresh.map((name) => keyOf(name, task));
      for (const key of keys) fired.add(`${task.taskId} ${key}`);
      commit(() => {
        for (const key of keys) insert.run(task.taskId, key, now);
      }).then(
        () => {
          if (!isOld(task, loudest, now)) deps.raise(loudest, task, alertText(loudest, task));
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

/** A further recording's hit rings again. */
function keyOf(alert: AlertName, task: Task): string {
  return alert === 'critical' ? `critical ${task.critical?.length ?? 0}` : alert;
}

function isOld(task: Task, alert: AlertName, now: number): boolean {
  if (alert === 'new') return now - (task.clock.startedAt ?? now) > newForMs;
  if (alert === 'report-home') return now - (task.stamps.deliveredAt ?? now) > newForMs;
  return false;
}

function alertText(alert: AlertName, task: Task): string {
  return `${words[alert]}:${task.order.patient.name} · ${task.modality} · ${task.siteName}`;
}
