/** `yuanzhen exchange`: runs a region's exchange until it is told to stop. */
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type ExchangeSettings, startExchange } from '../../exchange/exchange.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { refuse } from '../exchange/answer.ts';
import { parseListen } from '../exchange/listen-address.ts';
import { parseArguments } from '../parse-arguments.ts';

/** Prints one JSON line when up; stops cleanly on SIGTERM and SIGINT. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: {
        data: { type: 'string' },
        listen: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        simulation: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      required: ['data', 'listen'],
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, false);
  const { values } = parsed.value;
  const json = values.json === true;
  const where = parseListen(values.listen ?? '');
  if (!where.ok) return refuse(io, where.failure, json);
  const tls = await readTls(values['tls-cert'], values['tls-key']);
  if (!tls.ok) return refuse(io, tls.failure, json);
  // Listening for the signal before the start: one that comes early still stops cleanly.
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const started = await startExchange({
    dataFolder: values.data ?? '',
    listen: where.value,
    tls: tls.value,
    simulation: values.simulation === true,
    onBug: (error) => io.err(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  if (!started.ok) return refuse(io, started.failure, json);
  io.out(JSON.stringify({ ready: true, program: 'exchange', exchange: started.value.address }));
  await told;
  await started.value.stop();
  return exitCodes.well;
}

async function readTls(
  cert: string | undefined,
  key: string | undefined,
): Promise<Result<NonNullable<ExchangeSettings['tls']> | null>> {
  if (cert === undefined && key === undefined) return ok(null);
  if (cert === undefined || key === undefined) {
    return fail(failure('usage', { detail: '--tls-cert --tls-key' }));
  }
  try {
    return ok({ cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') });
  } catch (error) {
    return fail(failure('file-unreadable', { path: cert, detail: String(error) }));
  }
}
