/** Opens the bytes of an object at the exchange, from where the last try was cut. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import type { OpenDownload } from './fetch-object.ts';

/** No byte for so long means the link is dead, in ms. */
const silenceMs = 20_000;

/** Fails with object-not-found, exchange-unreachable or station-unknown. */
export function createDownload(
  ask: (path: string, init: RequestInit) => Promise<Response>,
  address: string,
): OpenDownload {
  return async (sha256, offset) => {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const response = await ask(`/objects/${sha256}`, {
        headers: offset > 0 ? { range: `bytes=${offset}-` } : {},
        signal: silence.signal,
      });
      const { status, body } = response;
      if ((status !== 200 && status !== 206) || body === null) {
        clearTimeout(timer);
        await body?.cancel();
        if (status === 404) return fail(failure('object-not-found', { sha256 }));
        if (status === 401 || status === 403) return fail(failure('station-unknown'));
        return fail(failure('exchange-unreachable', { address, detail: `HTTP ${status}` }));
      }
      return ok({ offset: status === 206 ? offset : 0, stream: watched(body, timer) });
    } catch (error) {
      clearTimeout(timer);
      return fail(failure('exchange-unreachable', { address, detail: String(error) }));
    }
  };
}

async function* watched(body: ReadableStream<Uint8Array>, timer: NodeJS.Timeout): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}
