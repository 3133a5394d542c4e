/** `yuanzhen roster`: who is on duty with which skills, what an exam weighs, when the second group helps; shown or replaced. */
import { assignmentPolicySchema } from '#shared/study/assignment.ts';
import { readAssignmentPolicy, setAssignmentPolicy } from '../../exchange/tasks/assignment-policy.ts';
import type { CommandIo } from '../command-io.ts';
import { runPolicyCommand } from '../exchange/run-policy-command.ts';

/** FILE holds `{"roster": [{"name": "…", "from": 8, "to": 18, "skills": [{"kind": "ecg"}]}], "weights": [], "threshold": 20, "assigns": false}`. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return runPolicyCommand(
    {
      schema: assignmentPolicySchema,
      read: ({ db }) => readAssignmentPolicy(db),
      set: setAssignmentPolicy,
      linesOf: ({ roster, threshold, assigns }, language) => {
        if (roster.length === 0 && threshold === null && !assigns) {
          return language === 'en'
            ? 'No roster is set: whoever has the right reads.'
            : '未设置排班:有权限者均可诊断。';
        }
        const lines = roster.map(({ name, from, to, group, skills }) =>
          [
            name,
            `${from}-${to}`,
            group,
            skills
              .map((skill) => `${skill.kind}/${skill.modality}/${skill.bodyPart}@${skill.site}`)
              .join(' ') || '*',
          ].join('\t'),
        );
        return [...lines, `threshold ${threshold ?? '-'}\tassigns ${assigns}`].join('\n');
      },
    },
    args,
    io,
  );
}
