/** `yuanzhen retention`: what the retention rules of a station or an exchange would let go (the default), or lets it go. */
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import {
  type RetentionPlan,
  type RetentionPolicy,
  retentionPolicySchema,
} from '#shared/retention/retention.ts';
import { recogniseDataFolder } from '../backup/data-folder.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';
import { openExchangeFolder } from '../retention/exchange-folder.ts';
import type { RetentionDoor } from '../retention/retention-door.ts';
import { openStationFolder } from '../retention/station-folder.ts';

/** Exit code 1 when nothing could be asked or done; a study that stays is no failure. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = parseArguments(
    args,
    {
      options: {
        data: { type: 'string' },
        rules: { type: 'string' },
        apply: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        hold: { type: 'string' },
        release: { type: 'string' },
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
  const acts = [values.apply === true, values['dry-run'] === true, values.hold, values.release].filter(
    Boolean,
  );
  if (acts.length > 1)
    return refuse(io, failure('usage', { detail: '--apply | --dry-run | --hold | --release' }), json);
  const isHolding = values.hold !== undefined || values.release !== undefined;
  if (isHolding && !values.reason?.trim()) return refuse(io, failure('usage', { detail: '--reason' }), json);
  const policy = values.rules === undefined ? ok(null) : await readRules(values.rules);
  if (!policy.ok) return refuse(io, policy.failure, json);
  const alone = values.apply === true || isHolding || policy.value !== null;
  const folder = values.data ?? '';
  const known = recogniseDataFolder(folder);
  if (!known.ok) return refuse(io, known.failure, json);
  const opened = await (known.value.program === 'station' ? openStationFolder : openExchangeFolder)(
    folder,
    alone,
  );
  if (!opened.ok) return refuse(io, opened.failure, json);
  const door = opened.value;
  try {
    if (policy.value !== null) {
      const set = await door.setPolicy(policy.value);
      if (!set.ok) return refuse(io, set.failure, json);
    }
    if (values.hold !== undefined || values.release !== undefined) return await hold(io, door, values, json);
    return values.apply === true ? await apply(io, door, json) : await dryRun(io, door, json);
  } finally {
    await door.close();
  }
}

/** A file with `{"rules": [{"name": "…", "kinds": ["ecg"], "states": ["received"], "olderThanDays": 365}], "nightly": false}`. */
async function readRules(path: string): Promise<Result<RetentionPolicy>> {
  try {
    const rules = retentionPolicySchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (rules.success) return ok(rules.data);
    const [issue] = rules.error.issues;
    return fail(failure('invalid-input', { detail: `${issue?.path.join('.')}: ${issue?.message}` }));
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
}

async function hold(
  io: CommandIo,
  door: RetentionDoor,
  { hold: held, release, reason = '' }: { hold?: string; release?: string; reason?: string },
  json: boolean,
): Promise<number> {
  const done = await (held === undefined ? door.release(release ?? '', reason) : door.hold(held, reason));
  if (!done.ok) return refuse(io, done.failure, json);
  const study = held ?? release ?? '';
  const words = io.language === 'en' ? ['on hold', 'released'] : ['已保全', '已解除保全'];
  const act = held === undefined ? 'released' : 'held';
  answer(
    io,
    json,
    { ok: true, program: door.program, act, study },
    `${study} ${words[held === undefined ? 1 : 0]}`,
  );
  return exitCodes.well;
}

async function apply(io: CommandIo, door: RetentionDoor, json: boolean): Promise<number> {
  const done = await door.run();
  if (!done.ok) return refuse(io, done.failure, json);
  const { studies, objects, bytes, kept } = done.value;
  const line =
    io.language === 'en'
      ? `${studies} studies removed: ${objects} objects, ${bytes} bytes; ${kept} stay.`
      : `已清理 ${studies} 个检查:${objects} 个对象,${bytes} 字节;保留 ${kept} 个。`;
  answer(io, json, { ok: true, program: door.program, dryRun: false, run: done.value }, line);
  return exitCodes.well;
}

async function dryRun(io: CommandIo, door: RetentionDoor, json: boolean): Promise<number> {
  const planned = await door.plan();
  if (!planned.ok) return refuse(io, planned.failure, json);
  const { policy, holds } = await door.status();
  const plan = planned.value;
  answer(io, json, { ok: true, program: door.program, dryRun: true, policy, holds, plan }, linesOf(io, plan));
  return exitCodes.well;
}

function linesOf(io: CommandIo, plan: RetentionPlan): string {
  const date = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const { studies, objects, bytes } = plan.totals;
  const head =
    io.language === 'en'
      ? `Would remove ${studies} studies (${objects} objects, ${bytes} bytes); ${plan.kept.length} stay. Nothing was changed.`
      : `将清理 ${studies} 个检查(${objects} 个对象,${bytes} 字节);保留 ${plan.kept.length} 个。未做任何更改。`;
  return [
    head,
    ...plan.go.map((one) => ['-', date(one.at), one.studyInstanceUid, one.siteName, one.rule].join('\t')),
    ...plan.kept.map((one) =>
      ['=', date(one.at), one.studyInstanceUid, one.siteName, one.rule, one.why].join('\t'),
    ),
  ].join('\n');
}
