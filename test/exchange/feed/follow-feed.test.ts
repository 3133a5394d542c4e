import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contractVersion, type FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { Failure } from '#shared/failure.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  type Cast,
  claim,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

describe('the feed', () => {
  let exchange: TestExchange;
  let cast: Cast;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
  });
  afterAll(() => exchange.stop());

  const connect = (access: ExchangeAccess, cursor: number | null, version = contractVersion) => {
    const auth = { token: access.token, contractVersion: version, cursor };
    const socket = io(`${exchange.address}/feed`, { transports: ['websocket'], auth, forceNew: true });
    sockets.push(socket);
    return socket;
  };
  /** Follows until the head as it is now has come. */
  const follow = async (access: ExchangeAccess, cursor: number | null): Promise<FeedEvent[]> => {
    const { events: all } = await valueIn(access.client.feed.read({ after: 0, limit: 1000 }));
    const head = all.at(-1)?.seq ?? 0;
    const socket = connect(access, cursor);
    const events: FeedEvent[] = [];
    await new Promise<void>((resolve, reject) => {
      socket.on('connect_error', reject);
      socket.on('events', (batch: FeedEvent[]) => {
        events.push(...batch);
        const last = batch.at(-1)?.seq ?? 0;
        socket.emit('cursor', last);
        if (last >= head) resolve();
      });
    });
    // The kept cursor is on its way before the line is closed.
    await valueIn(access.client.feed.read({ after: 0, limit: 1 }));
    socket.disconnect();
    return events;
  };

  it('brings everything once from nothing, and only what is missing from a cursor', async () => {
    await sendWholeStudy(cast.clinic);
    const all = await follow(cast.reader, 0);
    expect(all.map((event) => event.seq)).toEqual(all.map((_, index) => index + 1));
    const middle = all[1]?.seq ?? 0;
    const rest = await follow(cast.reader, middle);
    expect(rest).toEqual(all.slice(2));
    // A cursor that was lost brings duplicates, never a gap.
    expect(await follow(cast.reader, 0)).toEqual(all);
  });

  it('remembers the cursor of a station that forgot its own', async () => {
    const before = await follow(cast.clinic, 0);
    await sendWholeStudy(cast.clinic);
    const after = await follow(cast.clinic, null);
    expect(after[0]?.seq).toBe((before.at(-1)?.seq ?? 0) + 1);
  });

  it('pushes a change to those who follow, with the snapshot that stands', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const { head } = await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }));
    const socket = connect(cast.reader, head);
    const came = new Promise<FeedEvent[]>((resolve) => socket.once('events', resolve));
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    await valueIn(claim(exchange.as(cast.doctors[0]?.secret ?? ''), taskId));
    const [event] = await came;
    const now = await valueIn(cast.reader.client.tasks.get({ taskId }));
    expect(event).toMatchObject({
      seq: now.seq,
      change: { type: 'task-changed', task: { taskId, claim: 1 } },
    });
  });

  it('tells everybody who follows everything that is his, once and in order, however much is committed at once', async () => {
    const { head } = await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }));
    const heard = [cast.reader, cast.clinic, cast.reader, cast.clinic, cast.reader].map((access, index) => {
      // One of them has everything to make up for, while the rest goes on.
      const after = index === 4 ? 0 : head;
      const socket = connect(access, after);
      const seqs: number[] = [];
      socket.on('events', (batch: FeedEvent[]) => {
        seqs.push(...batch.map((event) => event.seq));
        socket.emit('cursor', seqs.at(-1));
      });
      return { access, after, seqs };
    });
    await Promise.all(Array.from({ length: 12 }, () => sendWholeStudy(cast.clinic)));
    for (const { access, after, seqs } of heard) {
      const { events } = await valueIn(access.client.feed.read({ after, limit: 1000 }));
      await expect.poll(() => seqs.length, { timeout: 20_000 }).toBe(events.length);
      expect(seqs).toEqual(events.map((event) => event.seq));
    }
  });

  it('shows a township its own site only', async () => {
    await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    const { secret } = await exchange.add({ type: 'station', name: '柳河工作站', site: '柳河镇卫生院' });
    const other = exchange.as(secret);
    const task = await sendWholeStudy(other);
    const theirs = await follow(other, 0);
    expect(new Set(theirs.map((event) => event.siteId))).toEqual(new Set([task.siteId]));
    const ours = await valueIn(cast.clinic.client.feed.read({ after: 0, limit: 1000 }));
    expect(ours.events.some((event) => event.siteId === task.siteId)).toBe(false);
  });

  it('answers the time, and refuses strangers and stations that are too old with a sentence', async () => {
    const socket = connect(cast.reader, null);
    const answer = (await socket.timeout(5000).emitWithAck('time')) as { now: number };
    expect(Math.abs(answer.now - exchange.clock.now())).toBeLessThan(2000);
    const refusal = (refused: Socket) =>
      new Promise<Failure | undefined>((resolve) =>
        refused.once('connect_error', (error: Error & { data?: { failure: Failure } }) =>
          resolve(error.data?.failure),
        ),
      );
    const stranger = { ...cast.reader, token: 'yzs_s-0000_x' };
    expect(await refusal(connect(stranger, null))).toMatchObject({ code: 'station-unknown' });
    expect(await refusal(connect(cast.reader, null, contractVersion - 2))).toMatchObject({
      code: 'contract-too-old',
    });
  });
});
