/** `yuanzhen report TASK`: keeps the draft at the exchange; with --preliminary it is signed and issued as one. */
import type { TaskId } from '#shared/study/ids.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { openSession } from '../exchange/open-session.ts';
import { readOwnWork, saveOwnDraft } from '../exchange/own-draft.ts';
import { answerIssued, signTask } from '../exchange/sign-task.ts';

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const session = openSession(args, io, {
    options: {
      findings: { type: 'string' },
      impression: { type: 'string' },
      recommendation: { type: 'string' },
      preliminary: { type: 'boolean' },
      keys: { type: 'string' },
      save: { type: 'string' },
      recording: { type: 'string' },
    },
    positionals: { least: 1, most: 1, name: 'TASK' },
    required: ['findings', 'impression'],
  });
  if (!session.ok) return refuse(io, session.failure, args.includes('--json'));
  const { access, json, text, flag, positionals } = session.value;
  const taskId = positionals[0] as TaskId;
  const work = await readOwnWork(access, taskId);
  if (!work.ok) return refuse(io, work.failure, json, { taskId });
  const content = {
    findings: text('findings') ?? '',
    impression: text('impression') ?? '',
    recommendation: text('recommendation') ?? '',
  };
  const saved = await saveOwnDraft(access, work.value, content);
  if (!saved.ok) return refuse(io, saved.failure, json, { taskId });
  if (flag('preliminary')) {
    const issued = await signTask(session.value, work.value, content, 'preliminary');
    return issued.ok
      ? answerIssued(io, session.value, issued.value)
      : refuse(io, issued.failure, json, { taskId });
  }
  const { claim, revision } = saved.value;
  answer(io, json, { ok: true, taskId, claim, revision, content }, `${taskId}\t草稿 ${revision}`);
  return exitCodes.well;
}
