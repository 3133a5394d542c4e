/** Process of bench `region`: the readers of the centre, who claim, keep alive, draft, sign and go on to the next. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import { compareWaiting } from '#shared/study/compare-waiting.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { createExchangeAccess } from '../../main/link/exchange-client.ts';
import { claim, makePen, realClock, valueIn } from '../../test/rig/exchange.ts';
import { type Account, now, serveClients } from './clients.ts';
import { type Following, follow } from './follow.ts';

/** How long a reader reads, in ms of the day. */
const readingMs = { ecg: 60_000, imaging: 240_000 } as const;
const heartbeatMs = 5_000;
/** Refusals that belong to readers who race for the same case. */
const raced: ReadonlySet<string> = new Set(['task-taken', 'move-illegal']);

serveClients(async ({ address, accounts, speed }) => {
  const errors: string[] = [];
  const seen = new Map<string, { first: number; last: number; readers: number }>();
  const followers: Following[] = [];
  let races = 0;
  let ended = false;
  const noted = (what: string) => (error: unknown) => void errors.push(`${what}: ${String(error)}`);
  const as = (secret: string) => createExchangeAccess(address, secret);

  async function read(account: Account): Promise<() => Promise<void>> {
    const doctor = { id: account.id as MemberId, secret: account.secret };
    const pen = await makePen({ as, clock: realClock }, doctor);
    const waiting = new Map<string, Task>();
    const told = new Set<string>();
    const onEvent = ({ change }: FeedEvent): void => {
      if (change.type !== 'task-changed' && change.type !== 'report-committed') return;
      const { task } = change;
      if (task.state !== 'waiting') return void waiting.delete(task.taskId);
      waiting.set(task.taskId, task);
      if (told.has(task.studyInstanceUid)) return;
      told.add(task.studyInstanceUid);
      const at = now();
      const known = seen.get(task.studyInstanceUid) ?? { first: at, last: at, readers: 0 };
      seen.set(task.studyInstanceUid, { first: known.first, last: at, readers: known.readers + 1 });
    };
    followers.push(await follow({ address, token: account.secret, onEvent, onError: noted('reader') }));

    const next = async (): Promise<void> => {
      // Not all for the very first: people look at a list.
      const list = [...waiting.values()].sort(compareWaiting).slice(0, 5);
      const task = list[Math.floor(Math.random() * list.length)];
      if (task === undefined) return;
      const claimed = await claim(pen.access, task.taskId);
      if (!claimed.ok) {
        waiting.delete(task.taskId);
        if (!raced.has(claimed.failure.code)) throw new Error(`claim: ${claimed.failure.code}`);
        races += 1;
        return;
      }
      await write(claimed.value);
    };
    const write = async (task: Task): Promise<void> => {
      const claims = [{ taskId: task.taskId, claim: task.claim }];
      const beat = () =>
        void pen.access.client.tasks.heartbeat({ claims }).then(valueIn).catch(noted('heartbeat'));
      const beating = setInterval(beat, heartbeatMs);
      try {
        const draft = { taskId: task.taskId, claim: task.claim, memberId: doctor.id };
        for (const revision of [1, 2, 3, 4]) {
          await wait(readingMs[task.kind] / speed / 4);
          const content = {
            findings: `双肺纹理清晰 ${revision}`,
            impression: '胸部未见异常。',
            recommendation: '',
          };
          await valueIn(
            pen.access.client.tasks.saveDraft({ commandId: randomUUID(), ...draft, content, revision }),
          );
        }
        const { summary } = await valueIn(pen.accept(await pen.write(task)));
        if (!summary.adopted) throw new Error(`${task.taskId} set aside`);
      } finally {
        clearInterval(beating);
      }
    };
    return async () => {
      while (!ended) {
        await next().catch(noted('reading'));
        await wait(100);
      }
    };
  }

  const work: (() => Promise<void>)[] = [];
  for (const account of accounts) work.push(await read(account));
  let working: Promise<unknown> = Promise.resolve();
  return {
    begin: () => {
      working = Promise.all(work.map((one) => one()));
    },
    end: async () => {
      ended = true;
      await working;
      const counts = followers.map((one) => one.counts);
      for (const one of followers) one.stop();
      return {
        errors,
        events: counts.reduce((sum, one) => sum + one.events, 0),
        again: counts.reduce((sum, one) => sum + one.again, 0),
        sent: [],
        seen: [...seen].map(([study, { first, last, readers }]) => [study, first, last, readers] as const),
        received: [],
        races,
      };
    },
  };
});
