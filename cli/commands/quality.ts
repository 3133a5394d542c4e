/** `yuanzhen quality`: where a final report needs a score of the images, shown or replaced. */
import { qualityPolicySchema } from '#shared/study/quality.ts';
import { readQualityPolicy, setQualityPolicy } from '../../exchange/tasks/quality-policy.ts';
import type { CommandIo } from '../command-io.ts';
import { runPolicyCommand } from '../exchange/run-policy-command.ts';

/** FILE holds `{"rules": [{"kind": "imaging", "site": "*"}]}`. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return runPolicyCommand(
    {
      schema: qualityPolicySchema,
      read: ({ db }) => readQualityPolicy(db),
      set: setQualityPolicy,
      linesOf: ({ rules }, language) =>
        rules.length === 0
          ? language === 'en'
            ? 'Nowhere is a score of the images required.'
            : '未设置规则:图像质量评分可选。'
          : rules.map(({ kind, site }) => [kind, site].join('\t')).join('\n'),
    },
    args,
    io,
  );
}
