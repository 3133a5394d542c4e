/** The arguments every command that speaks with the exchange takes, and the client made from them. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { checkExchangeUrl } from '../../main/link/check-exchange-url.ts';
import { createExchangeAccess, type ExchangeAccess } from '../../main/link/exchange-client.ts';
import type { CommandIo } from '../command-io.ts';
import { type ArgumentRules, parseArguments } from '../parse-arguments.ts';

export const sessionOptions = {
  exchange: { type: 'string' },
  token: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export interface Session {
  readonly access: ExchangeAccess;
  readonly json: boolean;
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  readonly positionals: readonly string[];
}

/**
 * `--exchange` and `--token` may come from YUANZHEN_EXCHANGE and YUANZHEN_TOKEN, so that a secret need not stand in the
 * list of processes. Fails with usage or plain-http-refused.
 */
export function openSession(
  args: readonly string[],
  io: CommandIo,
  rules: Omit<ArgumentRules<ParseArgsOptionsConfig>, 'required'> & { readonly required?: readonly string[] },
): Result<Session> {
  const options: ParseArgsOptionsConfig = { ...sessionOptions, ...rules.options };
  const parsed = parseArguments<ParseArgsOptionsConfig>(args, { ...rules, options }, io.language);
  if (!parsed.ok) return parsed;
  const values = parsed.value.values as Record<string, string | boolean | undefined>;
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const address = text('exchange') ?? io.env.YUANZHEN_EXCHANGE;
  const token = text('token') ?? io.env.YUANZHEN_TOKEN;
  if (address === undefined || token === undefined) {
    return fail(failure('usage', { detail: address === undefined ? '--exchange' : '--token' }));
  }
  const url = checkExchangeUrl(address);
  if (!url.ok) return url;
  return ok({
    access: createExchangeAccess(url.value, token),
    json: values.json === true,
    text,
    flag: (name) => values[name] === true,
    positionals: parsed.value.positionals,
  });
}
