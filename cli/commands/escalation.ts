/** `yuanzhen escalation`: whom the ladder calls when nobody answers, shown or replaced, also while the exchange runs. */
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type EscalationPolicy, escalationPolicySchema } from '#shared/study/escalation.ts';
import { openInFolder } from '../../exchange/open-in-folder.ts';
import { readEscalationPolicy, setEscalationPolicy } from '../../exchange/tasks/escalation-policy.ts';
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
      const kept = await setEscalationPolicy(parts, byCommand, wanted.value);
      if (!kept.ok) return refuse(io, kept.failure, json);
    }
    const policy = await readEscalationPolicy(parts.db);
    answer(io, json, { ok: true, policy }, linesOf(io, policy));
    return exitCodes.well;
  } finally {
    await close();
  }
}

/** A file with `{"rules": [{"kind": "ecg", "site": "*", "leader": {"name": "…", "phone": "…"}, "phones": [], "critical": []}]}`. */
async function readRules(path: string): Promise<Result<EscalationPolicy>> {
  try {
    const rules = escalationPolicySchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (rules.success) return ok(rules.data);
    const [issue] = rules.error.issues;
    return fail(failure('invalid-input', { detail: `${issue?.path.join('.')}: ${issue?.message}` }));
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
}

function linesOf(io: CommandIo, policy: EscalationPolicy): string {
  if (policy.rules.length === 0)
    return io.language === 'en'
      ? 'No rule is set: the rungs fire at 50, 80, 100 and 150 %, and name nobody.'
      : '未设置规则:在 50、80、100、150 % 提醒,不含姓名与电话。';
  return policy.rules
    .map(({ kind, site, percent, leader, phones, critical }) =>
      [
        kind,
        site,
        `${percent.sound}/${percent.room}/${percent.leader}/${percent.phones} %`,
        leader === null ? '-' : `${leader.name} ${leader.phone}`,
        phones.map(({ name, phone }) => `${name} ${phone}`).join(', ') || '-',
        critical.map(({ name, phone }) => `${name} ${phone}`).join(', ') || '-',
      ].join('\t'),
    )
    .join('\n');
}
