/** `yuanzhen review`: where two doctors are required, shown or replaced. */
import { reviewPolicySchema } from '#shared/study/review.ts';
import { readReviewPolicy, setReviewPolicy } from '../../exchange/tasks/review-policy.ts';
import type { CommandIo } from '../command-io.ts';
import { runPolicyCommand } from '../exchange/run-policy-command.ts';

/** FILE holds `{"rules": [{"kind": "imaging", "site": "*", "from": 18, "to": 8}]}`; hours are those of the exchange's machine. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return runPolicyCommand(
    {
      schema: reviewPolicySchema,
      read: ({ db }) => readReviewPolicy(db),
      set: setReviewPolicy,
      linesOf: ({ rules }, language) =>
        rules.length === 0
          ? language === 'en'
            ? 'One doctor is enough everywhere.'
            : '未设置规则:均由一位医师签发。'
          : rules.map(({ kind, site, from, to }) => [kind, site, `${from}-${to}`].join('\t')).join('\n'),
    },
    args,
    io,
  );
}
