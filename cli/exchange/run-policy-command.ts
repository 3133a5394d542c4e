/** A command that shows or replaces a policy in the exchange's folder, also while the exchange runs: `escalation`, `review`. */
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { openInFolder } from '../../exchange/open-in-folder.ts';
import type { Parts } from '../../exchange/parts.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { parseArguments } from '../parse-arguments.ts';
import { byCommand } from '../retention/retention-door.ts';
import { answer, refuse } from './answer.ts';

export interface PolicyCommand<Policy> {
  readonly schema: z.ZodType<Policy>;
  readonly read: (parts: Parts) => Promise<Policy>;
  readonly set: (parts: Parts, memberId: string, policy: Policy) => Promise<Result<Policy>>;
  /** The policy for a person to read, a rule a line. */
  readonly linesOf: (policy: Policy, language: CommandIo['language']) => string;
}

/** Takes `--data DIR`, `--rules FILE` (JSON of the policy, which replaces the former) and `--json`; answers the policy that stands. */
export async function runPolicyCommand<Policy>(
  command: PolicyCommand<Policy>,
  args: readonly string[],
  io: CommandIo,
): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: { data: { type: 'string' }, rules: { type: 'string' }, json: { type: 'boolean' } },
      required: ['data'],
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values } = parsed.value;
  const json = values.json === true;
  const wanted = values.rules === undefined ? ok(null) : await readRules(command.schema, values.rules);
  if (!wanted.ok) return refuse(io, wanted.failure, json);
  const opened = await openInFolder(values.data ?? '', false);
  if (!opened.ok) return refuse(io, opened.failure, json);
  const { parts, close } = opened.value;
  try {
    if (wanted.value !== null) {
      const kept = await command.set(parts, byCommand, wanted.value);
      if (!kept.ok) return refuse(io, kept.failure, json);
    }
    const policy = await command.read(parts);
    answer(io, json, { ok: true, policy }, command.linesOf(policy, io.language));
    return exitCodes.well;
  } finally {
    await close();
  }
}

async function readRules<Policy>(schema: z.ZodType<Policy>, path: string): Promise<Result<Policy>> {
  try {
    const rules = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (rules.success) return ok(rules.data);
    const [issue] = rules.error.issues;
    return fail(failure('invalid-input', { detail: `${issue?.path.join('.')}: ${issue?.message}` }));
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
}
