/** `yuanzhen audit`: walks the audit chain of a station's or an exchange's data folder; at a station, goes on after a break. */
import { failure } from '#shared/failure.ts';
import { proveExchangeFolder } from '../audit/prove-exchange-folder.ts';
import { proveStationFolder } from '../audit/prove-station-folder.ts';
import { recogniseDataFolder } from '../backup/data-folder.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';

/** Exit code 1 for a chain that does not prove whole. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: {
        data: { type: 'string' },
        anchor: { type: 'boolean' },
        reason: { type: 'string' },
        json: { type: 'boolean' },
      },
      required: ['data'],
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values } = parsed.value;
  const json = values.json === true;
  const folder = values.data ?? '';
  const known = recogniseDataFolder(folder);
  if (!known.ok) return refuse(io, known.failure, json);
  const { program } = known.value;
  const reason = values.anchor === true ? (values.reason?.trim() ?? '') : null;
  if (reason === '') return refuse(io, failure('usage', { detail: '--reason' }), json);
  // The exchange's auditor has a room of his own, where it is known who he is.
  if (reason !== null && program === 'exchange')
    return refuse(io, failure('usage', { detail: '--anchor: station' }), json);
  const proved = await (program === 'station'
    ? proveStationFolder(folder, reason)
    : proveExchangeFolder(folder));
  if (!proved.ok) return refuse(io, proved.failure, json);
  const { number, brokenAt } = proved.value;
  const about = { program, ...proved.value };
  if (brokenAt !== null) {
    const code = program === 'station' ? 'station-audit-broken' : 'audit-broken';
    return refuse(io, failure(code, { number: brokenAt }), json, about);
  }
  const line = io.language === 'en' ? `${number} records, whole` : `${number} 条记录,完整`;
  answer(io, json, { ok: true, ...about }, line);
  return exitCodes.well;
}
