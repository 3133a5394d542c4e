/**
 * Journey step 6: stations follow the feed over one socket each. At least once and in order; the cursor is the
 * station's own, kept here as well, so socket.io's own delivery and recovery are never relied on.
 */
import type { Namespace, Server, Socket } from 'socket.io';
import { z } from 'zod';
import { contractVersion } from '#shared/contract/exchange/feed.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { Caller, Parts } from '../parts.ts';
import type { Cursors } from './keep-cursors.ts';
import { knownTo } from './older-contract.ts';
import { feedHead } from './read-feed.ts';
import { createRecentEvents, type RecentEvents } from './recent-events.ts';
import type { FeedSignal } from './signal.ts';

const handshakeSchema = z.object({
  token: z.string().min(1).max(400),
  contractVersion: z.number().int(),
  cursor: z.number().int().nonnegative().nullable().default(null),
});

const batchSize = 200;
/** Events sent but not yet confirmed: past this the exchange waits, so that a slow station is not flooded. */
const windowSize = 2000;

class Refusal extends Error {
  readonly data: { readonly failure: Failure };
  constructor(reason: Failure) {
    super(reason.code);
    this.data = { failure: reason };
  }
}

/** Serves namespace /feed. A refused handshake gets `connect_error` whose `data.failure` says why. */
export function serveFeed(
  deps: Parts & {
    readonly io: Server;
    readonly signal: FeedSignal;
    readonly cursors: Cursors;
    readonly authenticate: (token: string) => Promise<Result<Caller>>;
  },
): Namespace {
  const feed = deps.io.of('/feed');
  feed.use((socket, next) => {
    admit(deps, socket).then(
      (reason) => (reason === null ? next() : next(new Refusal(reason))),
      (error: unknown) => next(new Refusal(failure('internal', { detail: String(error) }))),
    );
  });
  const recent = createRecentEvents(deps.db);
  const pumps = new Set<() => Promise<void>>();
  const pumpAll = (): void => {
    for (const pump of pumps) void pump();
  };
  // Where reading fails, as when the database closes, all come back with their cursors and lose nothing.
  deps.signal.listen(() => void recent.refresh().then(pumpAll, () => feed.disconnectSockets(true)));
  feed.on('connection', (socket) => {
    const pump = follow({ ...deps, recent }, socket);
    pumps.add(pump);
    socket.on('disconnect', () => pumps.delete(pump));
  });
  return feed;
}

async function admit(
  deps: { readonly authenticate: (token: string) => Promise<Result<Caller>> },
  socket: Socket,
): Promise<Failure | null> {
  const shake = handshakeSchema.safeParse(socket.handshake.auth);
  if (!shake.success) return failure('invalid-input', { detail: 'auth' });
  if (shake.data.contractVersion < contractVersion - 1) {
    return failure('contract-too-old', { found: shake.data.contractVersion, needed: contractVersion });
  }
  const caller = await deps.authenticate(shake.data.token);
  if (!caller.ok) return caller.failure;
  socket.data.caller = caller.value;
  socket.data.cursor = shake.data.cursor;
  socket.data.version = shake.data.contractVersion;
  return null;
}

/** Answers what sends the socket whatever it has not had yet. */
function follow(
  deps: Parts & { readonly cursors: Cursors; readonly recent: RecentEvents },
  socket: Socket,
): () => Promise<void> {
  const caller = socket.data.caller as Caller;
  let sent: number | null = null;
  let confirmed = 0;
  let pumping = false;
  let again = false;

  const pump = async (): Promise<void> => {
    if (pumping) {
      again = true;
      return;
    }
    pumping = true;
    try {
      do {
        again = false;
        sent ??= confirmed = await startCursor(deps, caller, socket.data.cursor as number | null);
        while (socket.connected && sent - confirmed < windowSize) {
          const page = await deps.recent.read(caller, sent, batchSize);
          const known = page.events.filter((event) => knownTo(socket.data.version as number, event));
          if (known.length > 0) socket.emit('events', known);
          else confirmed = Math.max(confirmed, page.upTo);
          if (page.upTo === sent) break;
          sent = page.upTo;
        }
      } while (again && socket.connected);
    } catch {
      // The database is closing, or was full: the station comes back with its cursor and loses nothing.
      socket.disconnect(true);
    } finally {
      pumping = false;
    }
  };

  socket.on('cursor', (value: unknown) => {
    const cursor = z.number().int().nonnegative().safeParse(value);
    if (!cursor.success) return;
    confirmed = Math.max(confirmed, cursor.data);
    deps.cursors.keep(caller.callerId, cursor.data);
    void pump();
  });
  socket.on('time', (...args: unknown[]) => {
    const answer = args.at(-1);
    if (typeof answer === 'function') answer({ now: deps.clock.now() });
  });
  void pump();
  return pump;
}

/** The station's own cursor; without one the kept one. Beyond the head it belongs to another life of this region. */
async function startCursor(
  deps: Parts & { readonly cursors: Cursors },
  caller: Caller,
  own: number | null,
): Promise<number> {
  const head = await feedHead(deps.db);
  if (own !== null) return own > head ? 0 : own;
  return Math.min((await deps.cursors.read(caller.callerId)) ?? 0, head);
}
