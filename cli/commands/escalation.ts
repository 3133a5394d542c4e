/** `yuanzhen escalation`: whom the ladder calls when nobody answers, shown or replaced. */
import { type EscalationRule, escalationPolicySchema } from '#shared/study/escalation.ts';
import { readEscalationPolicy, setEscalationPolicy } from '../../exchange/tasks/escalation-policy.ts';
import type { CommandIo } from '../command-io.ts';
import { runPolicyCommand } from '../exchange/run-policy-command.ts';

/** FILE holds `{"rules": [{"kind": "ecg", "site": "*", "leader": {"name": "…", "phone": "…"}, "phones": [], "critical": []}]}`. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return runPolicyCommand(
    {
      schema: escalationPolicySchema,
      read: ({ db }) => readEscalationPolicy(db),
      set: setEscalationPolicy,
      linesOf: ({ rules }, language) =>
        rules.length === 0
          ? language === 'en'
            ? 'No rule is set: the rungs fire at 50, 80, 100 and 150 %, and name nobody.'
            : '未设置规则:在 50、80、100、150 % 提醒,不含姓名与电话。'
          : rules.map(lineOf).join('\n'),
    },
    args,
    io,
  );
}

function lineOf({ kind, site, percent, leader, phones, critical }: EscalationRule): string {
  const named = (contacts: EscalationRule['phones']): string =>
    contacts.map(({ name, phone }) => `${name} ${phone}`).join(', ') || '-';
  return [
    kind,
    site,
    `${percent.sound}/${percent.room}/${percent.leader}/${percent.phones} %`,
    named(leader === null ? [] : [leader]),
    named(phones),
    named(critical),
  ].join('\t');
}
