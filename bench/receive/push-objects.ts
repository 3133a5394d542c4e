/** The one sender of the bench: raw associations from a process of its own, so that every listener meets the same. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Listener } from './listeners.ts';

export interface PushOrder {
  readonly port: number;
  readonly count: number;
  readonly pixelBytes: number;
  readonly parallel: number;
  /** Makes the UIDs of this push its own. */
  readonly serial: number;
}

/** Seconds from the first association request to the last acknowledgement. Rejects when one object was not stored. */
export function pushTo(listener: Listener, order: Omit<PushOrder, 'port'>): Promise<number> {
  const sender = fork(join(import.meta.dirname, 'sender.ts'));
  return new Promise((resolve, reject) => {
    sender.once('message', (answer: { seconds?: number; error?: string }) => {
      sender.kill();
      if (answer.seconds !== undefined) resolve(answer.seconds);
      else reject(new Error(`${listener.name}: ${answer.error}`));
    });
    sender.once('error', reject);
    const { count, pixelBytes, parallel, serial } = order;
    sender.send({ port: listener.port, count, pixelBytes, parallel, serial } satisfies PushOrder);
  });
}
