/**
 * The way from a window to its station: one HTTP request over the pipe for each request of the page, streamed both ways,
 * ended when the page ends it. The page never learns the secret or the cookies.
 */
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { secretHeader, windowHeader } from '#shared/contract/station-pipe.ts';
import { openCookieJar } from './cookie-jar.ts';

export interface StationEndpoint {
  readonly pipe: string;
  /** Read again for every request: a restarted station has a new one. */
  secret(): string;
}

export interface StationDoor {
  /** Answers 503 when the station cannot be reached. */
  forward(incoming: Request): Promise<Response>;
  /** Opens a one-time link for this window, before the page asks for anything. */
  openLink(path: string): Promise<boolean>;
  /** Asks the station for a link that signs in and opens it; false where the station gives none. */
  signIn(): Promise<boolean>;
}

/** Headers that belong to the page's connection, not to the request. */
const ownHeaders = new Set(['host', 'connection', 'cookie', 'origin', 'referer', 'content-length']);
const linkSchema = z.object({ path: z.string().startsWith('/?token=') });
const linkLimitMs = 10_000;
const bodiless = new Set([101, 204, 205, 304]);

/** The door of one window; `windowId` names the session it belongs to. */
export function openStationDoor(station: StationEndpoint, windowId: string): StationDoor {
  const jar = openCookieJar();

  const ask = (method: string, path: string, headers: Headers, body: Request['body'], signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const sent: Record<string, string> = { host: 'localhost' };
      for (const [name, value] of headers) if (!ownHeaders.has(name)) sent[name] = value;
      sent[secretHeader] = station.secret();
      sent[windowHeader] = windowId;
      const cookie = jar.header();
      if (cookie !== null) sent.cookie = cookie;
      const outgoing = request({ socketPath: station.pipe, method, path, headers: sent });
      signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      if (body === null) outgoing.end();
      else
        Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
          .on('error', (error) => outgoing.destroy(error))
          .pipe(outgoing);
    });

  const openLink = async (path: string): Promise<boolean> => {
    try {
      const answer = await ask('GET', path, new Headers(), null, AbortSignal.timeout(linkLimitMs));
      jar.take(answer.headers['set-cookie'] ?? []);
      answer.resume();
      return (answer.statusCode ?? 500) < 400;
    } catch {
      return false;
    }
  };

  return {
    openLink,
    async signIn() {
      try {
        const limit = AbortSignal.timeout(linkLimitMs);
        const answer = await ask('POST', '/window-links?sign-in=yes', new Headers(), null, limit);
        const link = linkSchema.safeParse(await json(answer));
        return link.success && (await openLink(link.data.path));
      } catch {
        return false;
      }
    },
    async forward(incoming) {
      const { pathname, search } = new URL(incoming.url);
      try {
        const { method, headers, body, signal } = incoming;
        return answerOf(await ask(method, pathname + search, headers, body, signal));
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return Response.json({ code: 'station-unreachable', detail }, { status: 503 });
      }
    },
  };

  function answerOf(answer: IncomingMessage): Response {
    jar.take(answer.headers['set-cookie'] ?? []);
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headersDistinct)) {
      if (name === 'set-cookie' || name === 'connection' || name === 'transfer-encoding') continue;
      for (const each of value ?? []) headers.append(name, each);
    }
    const status = answer.statusCode ?? 502;
    if (bodiless.has(status)) {
      answer.resume();
      return new Response(null, { status, headers });
    }
    return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
  }
}
