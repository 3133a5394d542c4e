/**
 * Journey step 6: follows the exchange's feed over one socket. The cursor is the station's own and moves in the same
 * transaction as what the events change; socket.io's own delivery is never relied on.
 */
import { io } from 'socket.io-client';
import { z } from 'zod';
import type { LinkState } from '#shared/contract/events.ts';
import { contractVersion, type FeedEvent, feedEventSchema } from '#shared/contract/exchange/feed.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { type Duty, dutySchema } from '#shared/study/duty.ts';
import { readSetting, writeSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { ExchangeAccess } from './exchange-client.ts';

export interface FollowFeedDeps {
  readonly database: StationDatabase;
  readonly access: ExchangeAccess;
  readonly clock: ClockOffset;
  readonly monotonic: () => number;
  /** Runs inside the transaction that moves the cursor; must be idempotent, since events may come twice. */
  readonly apply: (events: readonly FeedEvent[]) => void;
  /** After the transaction. */
  readonly onApplied: (events: readonly FeedEvent[]) => void;
  /** Who is on duty, as the exchange tells it beside the feed. */
  readonly onDuty: (duty: Duty) => void;
  readonly onState: (state: LinkState['state'], why: Failure | null) => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface FeedFollower {
  readonly stop: () => void;
}

const timeAnswerSchema = z.object({ now: z.number() });
const samplesAtStart = 6;
const sampleEveryMs = 10_000;

export function followFeed(deps: FollowFeedDeps): FeedFollower {
  const socket = io(`${deps.access.address}/feed`, {
    transports: ['websocket'],
    timeout: 5000,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    randomizationFactor: 0.5,
    auth: (give) =>
      give({
        token: deps.access.token,
        contractVersion,
        cursor: readSetting<number>(deps.database, 'feedCursor'),
      }),
  });
  let applying: Promise<void> = Promise.resolve();
  let sampler: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  async function sampleTime(): Promise<void> {
    const sentAt = deps.monotonic();
    const answer = timeAnswerSchema.safeParse(await socket.timeout(4000).emitWithAck('time'));
    if (answer.success) deps.clock.addSample(sentAt, deps.monotonic(), answer.data.now);
  }

  async function sampleMany(): Promise<void> {
    for (let taken = 0; taken < samplesAtStart; taken += 1) await sampleTime();
  }

  async function applyEvents(events: readonly FeedEvent[]): Promise<void> {
    const last = events.at(-1);
    if (last === undefined) return;
    await deps.database.commit(() => {
      deps.apply(events);
      writeSetting(deps.database, 'feedCursor', last.seq);
    });
    socket.emit('cursor', last.seq);
    deps.onApplied(events);
  }

  socket.on('connect', () => {
    deps.clock.restart();
    // Before the first event can be applied: what a window hears of it may already claim.
    deps.onState('linked', null);
    sampleMany().catch(() => undefined);
    clearInterval(sampler);
    sampler = setInterval(() => void sampleTime().catch(() => undefined), sampleEveryMs);
  });
  socket.on('events', (raw: unknown) => {
    const parsed = z.array(feedEventSchema).safeParse(raw);
    if (!parsed.success) {
      // Nothing is passed over in silence: without a new cursor the exchange sends them again after a restart.
      deps.log.warn({ detail: parsed.error.message.slice(0, 500) }, 'feed events of an unknown shape');
      return;
    }
    applying = applying
      .then(() => applyEvents(parsed.data))
      .catch((error: unknown) => {
        deps.log.warn({ detail: String(error) }, 'feed events could not be applied');
        // Comes back with the stored cursor, so that nothing after the failed batch is applied without it.
        if (!stopped) socket.disconnect().connect();
      });
  });
  socket.on('duty', (raw: unknown) => {
    const duty = dutySchema.safeParse(raw);
    if (duty.success) deps.onDuty(duty.data);
  });
  socket.on('disconnect', (reason) => {
    clearInterval(sampler);
    if (stopped) return;
    deps.onState('lost', failure('link-lost'));
    // After the exchange has closed the socket itself, socket.io does not come back on its own.
    if (reason === 'io server disconnect') again = setTimeout(() => socket.connect(), 2000);
  });
  socket.on('connect_error', (error: Error & { data?: { failure?: Failure } }) => {
    const refusal = error.data?.failure;
    if (refusal === undefined) {
      deps.onState(
        'lost',
        failure('exchange-unreachable', { address: deps.access.address, detail: error.message }),
      );
      return;
    }
    deps.onState('refused', refusal);
    // A refusal ends socket.io's own attempts; the station may be enrolled or the exchange renewed meanwhile.
    clearTimeout(again);
    if (!stopped) again = setTimeout(() => socket.connect(), 15_000);
  });

  return {
    stop: () => {
      stopped = true;
      clearTimeout(again);
      clearInterval(sampler);
      socket.disconnect();
    },
  };
}
