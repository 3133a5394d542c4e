/**
 * The station's one door: a fetch handler (Request → Response) that the pipe and the hosted window both serve.
 * oRPC under /rpc, objects, report PDFs, arrivals, and the files of the window.
 */

import type { Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import type { stationContract } from '#shared/contract/index.ts';
import type { ApiContext } from './api-context.ts';
import { type HostedPlace, isOwnHost, isOwnOrigin } from './check-origin.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import { plain, serveWindow } from './serve-window.ts';
import type { WindowSession, WindowSessions } from './window-sessions.ts';

/** How a request came: through the shell's pipe (its secret was checked), or from a browser. */
export type Via = { readonly kind: 'pipe' } | { readonly kind: 'hosted'; readonly place: HostedPlace };

export interface StationHandlerDeps {
  readonly router: Router<typeof stationContract, ApiContext>;
  readonly sessions: WindowSessions;
  readonly links: OneTimeLinks;
  /** Part of the cookie's name: cookies ignore ports, and two stations may stand on one machine. */
  readonly installId: string;
  readonly windowFolder: string;
  /** Signs the window in for a one-time link; does nothing when it cannot. */
  readonly signInAs: (session: WindowSession, name: string) => Promise<void>;
  readonly serveObject: (request: Request, name: string, session: WindowSession) => Promise<Response>;
  /** A long recording in parts: the path behind `/recordings/` and the query. */
  readonly serveRecording: (
    path: string,
    query: URLSearchParams,
    session: WindowSession,
  ) => Promise<Response>;
  readonly serveReportPdf: (path: string, session: WindowSession) => Promise<Response>;
  readonly serveReferralPdf: (path: string, session: WindowSession) => Promise<Response>;
  readonly takeArrival: (request: Request, session: WindowSession) => Promise<Response>;
  /** POST /window-links over the pipe: a new one-time link. */
  readonly makeLink: (signIn: boolean) => { readonly path: string; readonly url: string | null };
  /** STOW-RS: who sends is known by a device's token, not by a window. */
  readonly storeOverWeb: (request: Request) => Promise<Response>;
  /** `/forwards` over the pipe: the command line sends a study on (POST) and asks how far it is (GET). */
  readonly forwardByCommand: (method: string, query: URLSearchParams) => Promise<Response>;
  readonly onError: (error: unknown) => void;
}

export type StationHandler = (request: Request, via: Via) => Promise<Response>;

export function createStationHandler(deps: StationHandlerDeps): StationHandler {
  const rpc = new RPCHandler(deps.router, {
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          deps.onError(error);
          throw error;
        }
      },
    ],
  });
  const cookieName = `yuanzhen-${deps.installId}`;

  async function answer(request: Request, via: Via): Promise<Response> {
    const url = new URL(request.url);
    const host = request.headers.get('host');
    if (via.kind === 'hosted' && !isOwnHost(host, via.place)) return plain(421, 'Unknown host');
    if (url.pathname.startsWith('/dicom-web/')) return deps.storeOverWeb(request);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (via.kind === 'hosted' && !reads && !isOwnOrigin(request.headers.get('origin'), host, via.place)) {
      return plain(403, 'Unknown origin');
    }
    const token = url.pathname === '/' ? url.searchParams.get('token') : null;
    if (token !== null && reads) return redeem(request, token, via);
    const session = await findSession(request, via);
    if (session.window === null)
      return plain(401, '请通过一次性链接打开。Open this window by its one-time link.');
    const response = await route(request, url.pathname, reads, session.window, via);
    if (session.cookie !== null) response.headers.append('set-cookie', session.cookie);
    return response;
  }

  async function route(
    request: Request,
    path: string,
    reads: boolean,
    session: WindowSession,
    via: Via,
  ): Promise<Response> {
    if (path.startsWith('/rpc/')) {
      const handled = await rpc.handle(request, { prefix: '/rpc', context: { session } });
      return handled.matched ? handled.response : plain(404, 'Unknown call');
    }
    if (path.startsWith('/objects/') && reads) return deps.serveObject(request, path.slice(9), session);
    if (path.startsWith('/recordings/') && reads)
      return deps.serveRecording(path.slice(12), new URL(request.url).searchParams, session);
    if (path.startsWith('/reports/') && reads) return deps.serveReportPdf(path.slice(9), session);
    if (path.startsWith('/referrals/') && reads) return deps.serveReferralPdf(path.slice(11), session);
    if (path === '/arrivals' && request.method === 'POST') return deps.takeArrival(request, session);
    if (path === '/forwards' && via.kind === 'pipe') {
      return deps.forwardByCommand(request.method, new URL(request.url).searchParams);
    }
    if (path === '/window-links' && request.method === 'POST' && via.kind === 'pipe') {
      return Response.json(deps.makeLink(new URL(request.url).searchParams.get('sign-in') === 'yes'));
    }
    return reads ? serveWindow(deps.windowFolder, path) : plain(405, 'Not allowed');
  }

  async function redeem(request: Request, token: string, via: Via): Promise<Response> {
    const link = deps.links.redeem(token);
    const known = await findSession(request, via);
    if (link === null && known.window === null) {
      return plain(403, '该一次性链接已使用或已过期。This one-time link was used or has expired.');
    }
    const headers = new Headers({ location: '/', 'cache-control': 'no-store' });
    if (link !== null) {
      let window = known.window;
      if (window === null && via.kind === 'hosted') {
        const made = await newWindow(via.place);
        headers.append('set-cookie', made.cookie);
        window = made.window;
      }
      if (window !== null && link.signInAs !== null) await deps.signInAs(window, link.signInAs);
    }
    return new Response(null, { status: 303, headers });
  }

  async function findSession(
    request: Request,
    via: Via,
  ): Promise<{ window: WindowSession | null; cookie: string | null }> {
    if (via.kind === 'pipe') {
      const windowId = request.headers.get('x-yuanzhen-window') ?? 'shell';
      return { window: deps.sessions.of(`pipe:${windowId.slice(0, 64)}`), cookie: null };
    }
    const value = readCookie(request.headers.get('cookie'), cookieName);
    if (value !== null && deps.links.isGranted(value)) {
      return { window: deps.sessions.of(`cookie:${value}`), cookie: null };
    }
    // Behind a certificate on the local network anybody may see the sign-in page; on loopback only who has the link.
    const asksPage = request.method === 'GET' && new URL(request.url).pathname === '/';
    return via.place.secure && asksPage ? await newWindow(via.place) : { window: null, cookie: null };
  }

  async function newWindow(place: HostedPlace): Promise<{ window: WindowSession; cookie: string }> {
    const value = await deps.links.grant();
    const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000${place.secure ? '; Secure' : ''}`;
    return { window: deps.sessions.of(`cookie:${value}`), cookie: `${cookieName}=${value}; ${attributes}` };
  }

  return async (request, via) => {
    try {
      return await answer(request, via);
    } catch (error) {
      deps.onError(error);
      return plain(500, 'Internal error');
    }
  };
}

function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return null;
}
