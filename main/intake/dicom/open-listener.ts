/** Listens for associations at one address: counts them, names them, and ends them when the station stops. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { IntakeLog } from '../intake-log.ts';
import type { AssociationFacts } from './association-facts.ts';
import type { ServiceClassProvider } from './class-provider.ts';
import type { AssociationPolicy } from './negotiate-association.ts';
import type { OpenIncoming } from './receive-messages.ts';
import { type AssociationEnd, type ServedAssociation, serveAssociation } from './serve-association.ts';

export interface ListenerOptions {
  /** Bound to this address only. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly maxAssociations: number;
  readonly idleMs: number;
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
const waitingConnections = 512;

/** Fails with port-in-use or address-unavailable. */
export async function openListener(
  deps: ListenerDeps,
  options: ListenerOptions,
): Promise<Result<DicomListener>> {
  const open = new Set<ServedAssociation>();
  let taken = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    const served = serveAssociation(
      {
        ...deps,
        maxAssociations: options.maxAssociations,
        idleMs: options.idleMs,
        takeSlot: () => {
          if (taken >= options.maxAssociations) return false;
          taken += 1;
          return true;
        },
        freeSlot: () => {
          taken -= 1;
        },
      },
      socket,
      randomUUID(),
    );
    open.add(served);
    socket.once('close', () => open.delete(served));
  });
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
