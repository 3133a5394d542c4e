/** A station speaks plain HTTP with its own machine only. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** The address without a trailing slash. Fails with plain-http-refused or usage. */
export function checkExchangeUrl(text: string): Result<string> {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return fail(failure('usage', { detail: `--exchange ${text}` }));
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail(failure('plain-http-refused', { host: url.host }));
  }
  return ok(url.href.replace(/\/+$/, ''));
}
