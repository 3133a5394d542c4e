/** How fast a deposit comes in at the exchange, as a reader's station can tell from the snapshots of its task. */
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Task } from '#shared/study/task.ts';
import { wholeBytes } from '#shared/study/whole-bytes.ts';

export interface ArrivalSpeed {
  readonly note: (task: Task) => void;
  readonly progressOf: (task: Task) => ListedTask['progress'];
}

export function createArrivalSpeed(): ArrivalSpeed {
  const seen = new Map<string, { bytes: number; at: number; perSecond: number }>();
  return {
    note: (task) => {
      const at = task.images.lastProgressAt;
      if (task.state !== 'arriving' || at === null) {
        seen.delete(task.taskId);
        return;
      }
      const before = seen.get(task.taskId);
      const bytes = task.images.receivedBytes;
      const seconds = before === undefined ? 0 : (at - before.at) / 1000;
      const latest = before === undefined || seconds <= 0 ? 0 : (bytes - before.bytes) / seconds;
      const perSecond =
        before === undefined || before.perSecond === 0 ? latest : (before.perSecond + latest) / 2;
      if (before === undefined || seconds > 0) seen.set(task.taskId, { bytes, at, perSecond });
    },
    progressOf: (task) => {
      const speed = seen.get(task.taskId);
      if (speed === undefined || task.state !== 'arriving') return null;
      const bytesPerSecond = Math.max(0, Math.round(speed.perSecond));
      const { receivedBytes, received, expected } = task.images;
      const whole = expected !== null && received > 0 ? wholeBytes(task.images) : null;
      const finishAt =
        whole !== null && bytesPerSecond > 0
          ? Math.round(speed.at + ((whole - receivedBytes) / bytesPerSecond) * 1000)
          : null;
      return { bytesPerSecond, finishAt: finishAt === null ? null : Math.max(0, finishAt) };
    },
  };
}
