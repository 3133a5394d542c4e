/** `yuanzhen archive TASK --data DIR --to FILE`: one sealed zip with everything of a case, for `verify` without a network. */
import { writeFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { sealCase } from '../../exchange/sealed/seal-case.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';

/** Runs on the exchange's machine, also while it runs. An existing file is not written over. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { data: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } } as const;
  const spec = {
    options,
    required: ['data', 'to'],
    positionals: { least: 1, most: 1, name: 'TASK' },
  } as const;
  const parsed = parseArguments(args, spec, io.language);
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values, positionals } = parsed.value;
  const json = values.json === true;
  const taskId = positionals[0] ?? '';
  const path = values.to ?? '';
  const sealed = await sealCase(values.data ?? '', taskId);
  if (!sealed.ok) return refuse(io, sealed.failure, json);
  try {
    await writeFile(path, sealed.value, { flag: 'wx' });
  } catch (error) {
    return refuse(io, failure('file-unreadable', { path, detail: String(error) }), json);
  }
  answer(io, json, { ok: true, taskId, path, size: sealed.value.length }, `${taskId}\t${path}`);
  return exitCodes.well;
}
