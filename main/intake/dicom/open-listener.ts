/** Listens for associations at one address: counts them, names them, and ends them when the station stops. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { IntakeLog } from '../intake-log.ts';
import type { AssociationFacts } from './association-facts.ts';
import { createAssociationSlots } from './association-slots.ts';
import type { ServiceClassProvider } from './class-provider.ts';
import type { AssociationPolicy } from './negotiate-association.ts';
import { bufferedConnection, type PeerConnection, streamConnection } from './peer-connection.ts';
import type { OpenIncoming } from './receive-messages.ts';
import { certificateOf, type DicomTlsFiles, readSecureOptions } from './secure-transport.ts';
import { type AssociationEnd, type ServedAssociation, serveAssociation } from './serve-association.ts';

export interface ListenerOptions {
  /** Bound to this address only. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly maxAssociations: number;
  /** Of one address. */
  readonly maxPerPeer: number;
  readonly idleMs: number;
  readonly totalMs: number;
  /** Null: plain TCP. */
  readonly tls: DicomTlsFiles | null;
}

export interface ListenerDeps {
  /** Read at every request, so that a device can be allowed while we run. */
  readonly policy: () => AssociationPolicy;
  /** For all SOP classes but storage. */
  readonly providers: readonly ServiceClassProvider[];
  readonly log: IntakeLog;
  readonly openIncoming: (facts: AssociationFacts) => OpenIncoming;
  readonly onRejected: (facts: AssociationFacts, why: Failure) => void;
  readonly onEnded: (end: AssociationEnd) => void;
}

export interface DicomListener {
  /** host:port as bound. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Connections beyond the established ones that may wait for their answer; more are dropped by the system. */
const waitingConnections = 2048;
/** TLS handshakes at once: each costs a signature. */
const maxHandshakes = 20;

/** Fails with port-in-use, address-unavailable, or file-unreadable for a certificate. */
export async function openListener(
  deps: ListenerDeps,
  options: ListenerOptions,
): Promise<Result<DicomListener>> {
  const open = new Set<ServedAssociation>();
  const slots = createAssociationSlots(options.maxAssociations, options.maxPerPeer);
  const serve = (connection: PeerConnection) => {
    const served = serveAssociation(
      {
        ...deps,
        idleMs: options.idleMs,
        totalMs: options.totalMs,
        takeSlot: slots.take,
        freeSlot: slots.free,
        certificateOf,
      },
      connection,
      randomUUID(),
    );
    open.add(served);
    connection.socket.once('close', () => open.delete(served));
  };
  const made = makeServer(deps, options.tls, serve);
  if (!made.ok) return made;
  const server = made.value;
  server.maxConnections = options.maxAssociations + waitingConnections;
  const bound = await bind(server, options);
  if (!bound.ok) return bound;
  server.on('error', (error) => deps.log.error({ detail: error.message }, 'listener failed'));
  return ok({
    address: bound.value,
    stop: async () => {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([...open].map((served) => served.abort('the station is stopping')));
      await ended;
    },
  });
}

function makeServer(
  deps: ListenerDeps,
  tls: DicomTlsFiles | null,
  serve: (connection: PeerConnection) => void,
): Result<Server> {
  if (tls === null) {
    return ok(
      createServer({ noDelay: true, pauseOnConnect: true }, (socket) => serve(bufferedConnection(socket))),
    );
  }
  const options = readSecureOptions(tls);
  if (!options.ok) return options;
  let handshakes = 0;
  /** By address and port of the peer: a handshake ends on another object than it began on. */
  const pending = new Map<string, () => void>();
  const server = createSecureServer({ ...options.value, noDelay: true }, (socket) =>
    serve(streamConnection(socket)),
  );
  server.on('connection', (socket: Socket) => {
    if (handshakes >= maxHandshakes) {
      socket.destroy();
      return;
    }
    handshakes += 1;
    let isOver = false;
    const peer = `${socket.remoteAddress} ${socket.remotePort}`;
    const over = () => {
      if (!isOver) handshakes -= 1;
      isOver = true;
      pending.delete(peer);
    };
    socket.once('close', over);
    pending.set(peer, over);
  });
  server.on('secureConnection', (socket) => pending.get(`${socket.remoteAddress} ${socket.remotePort}`)?.());
  server.on('tlsClientError', (error, socket) => {
    deps.log.warn({ address: socket.remoteAddress, detail: error.message }, 'TLS handshake refused');
    socket.destroy();
  });
  return ok(server);
}

function bind(server: Server, options: ListenerOptions): Promise<Result<string>> {
  const wanted = `${options.host}:${options.port}`;
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'port-in-use' : 'address-unavailable';
      resolve(fail(failure(code, { address: wanted })));
    });
    server.listen({ host: options.host, port: options.port, exclusive: true }, () => {
      server.removeAllListeners('error');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : options.port;
      resolve(ok(`${options.host}:${port}`));
    });
  });
}
