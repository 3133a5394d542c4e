/** Reads HOST:PORT as commands take it; IPv6 hosts stand in brackets. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/** Fails with usage. */
export function parseListen(text: string): Result<{ readonly host: string; readonly port: number }> {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3] ?? Number.NaN);
  if (match === null || port > 65_535) return fail(failure('usage', { detail: `HOST:PORT ${text}` }));
  return ok({ host: match[1] ?? (match[2] || '127.0.0.1'), port });
}
