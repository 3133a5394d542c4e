/** `yuanzhen review`: where two doctors are required, shown or replaced, also while the exchange runs. */
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type ReviewPolicy, reviewPolicySchema } from '#shared/study/review.ts';
import { openInFolder } from '../../exchange/open-in-folder.ts';
import { readReviewPolicy, setReviewPolicy } from '../../exchange/tasks/review-policy.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';
import { byCommand } from '../retention/retention-door.ts';

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
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
  const wanted = values.rules === undefined ? ok(null) : await readRules(values.rules);
  if (!wanted.ok) return refuse(io, wanted.failure, json);
  const opened = await openInFolder(values.data ?? '', false);
  if (!opened.ok) return refuse(io, opened.failure, json);
  const { parts, close } = opened.value;
  try {
    if (wanted.value !== null) {
      const kept = await setReviewPolicy(parts, byCommand, wanted.value);
      if (!kept.ok) return refuse(io, kept.failure, json);
    }
    const policy = await readReviewPolicy(parts.db);
    answer(io, json, { ok: true, policy }, linesOf(io, policy));
    return exitCodes.well;
  } finally {
    await close();
  }
}

/** A file with `{"rules": [{"kind": "imaging", "site": "*", "from": 18, "to": 8}]}`; hours are those of the exchange's machine. */
async function readRules(path: string): Promise<Result<ReviewPolicy>> {
  try {
    const rules = reviewPolicySchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (rules.success) return ok(rules.data);
    const [issue] = rules.error.issues;
    return fail(failure('invalid-input', { detail: `${issue?.path.join('.')}: ${issue?.message}` }));
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
}

function linesOf(io: CommandIo, policy: ReviewPolicy): string {
  if (policy.rules.length === 0)
    return io.language === 'en' ? 'One doctor is enough everywhere.' : '未设置规则:均由一位医师签发。';
  return policy.rules.map(({ kind, site, from, to }) => [kind, site, `${from}-${to}`].join('\t')).join('\n');
}
