/** The exchange over HTTP: the contract under /rpc, uploads, objects. Every request says who calls. */
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import { Hono } from 'hono';
import { type Failure, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { CallContext, Caller } from '../parts.ts';

export interface HttpRooms {
  /** The router of the contract. */
  readonly router: ConstructorParameters<typeof RPCHandler<CallContext>>[0];
  readonly authenticate: (credentials: {
    bearer: string | null;
    person: string | null;
  }) => Promise<Result<Caller>>;
  readonly uploads: (request: Request, caller: Caller) => Promise<Response>;
  readonly getObject: (caller: Caller, sha256: string, request: Request) => Promise<Response>;
  readonly putObject: (caller: Caller, sha256: string, request: Request) => Promise<Response>;
  readonly refuse: (reason: Failure) => Response;
  /** Unexpected errors, for the log. */
  readonly onBug: (error: unknown) => void;
}

/** A fetch handler. Refusals travel as `{ ok: false, failure }` with a fitting status. */
export function serveHttp(rooms: HttpRooms): (request: Request) => Response | Promise<Response> {
  const rpc = new RPCHandler<CallContext>(rooms.router, {
    interceptors: [
      onError((error) => {
        if (!(error instanceof ORPCError) || error.code === 'INTERNAL_SERVER_ERROR') rooms.onBug(error);
      }),
    ],
  });
  const app = new Hono();
  const identify = (request: Request) =>
    rooms.authenticate({ bearer: bearerOf(request), person: request.headers.get('x-yuanzhen-person') });

  app.all('/rpc/*', async (context) => {
    const request = context.req.raw;
    const caller = await identify(request);
    const { matched, response } = await rpc.handle(request, { prefix: '/rpc', context: { caller } });
    return matched ? response : context.notFound();
  });
  const upload = async (request: Request): Promise<Response> => {
    const caller = await identify(request);
    return caller.ok ? rooms.uploads(request, caller.value) : rooms.refuse(caller.failure);
  };
  app.all('/deposits/objects', (context) => upload(context.req.raw));
  app.all('/deposits/objects/:name', (context) => upload(context.req.raw));
  app.on(['GET', 'HEAD', 'PUT'], '/objects/:sha256', async (context) => {
    const request = context.req.raw;
    const caller = await identify(request);
    if (!caller.ok) return rooms.refuse(caller.failure);
    const act = request.method === 'PUT' ? rooms.putObject : rooms.getObject;
    return act(caller.value, context.req.param('sha256'), request);
  });
  app.get('/health', (context) => context.json({ ok: true }));
  app.onError((error) => {
    rooms.onBug(error);
    return rooms.refuse(failure('internal', { detail: error.message }));
  });
  return (request) => app.fetch(request);
}

function bearerOf(request: Request): string | null {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}
