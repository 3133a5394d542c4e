/** `yuanzhen sign TASK`: builds report and PDF from the draft at the exchange, signs them and sends them home. */
import { failure } from '#shared/failure.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { CommandIo } from '../command-io.ts';
import { refuse } from '../exchange/answer.ts';
import { openSession } from '../exchange/open-session.ts';
import { readOwnWork } from '../exchange/own-draft.ts';
import { answerIssued, signTask } from '../exchange/sign-task.ts';

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const session = openSession(args, io, {
    options: {
      as: { type: 'string' },
      keys: { type: 'string' },
      save: { type: 'string' },
      recording: { type: 'string' },
    },
    positionals: { least: 1, most: 1, name: 'TASK' },
  });
  if (!session.ok) return refuse(io, session.failure, args.includes('--json'));
  const { access, json, text, positionals } = session.value;
  const taskId = positionals[0] as TaskId;
  const status = text('as') ?? 'final';
  if (status !== 'final' && status !== 'preliminary') {
    return refuse(io, failure('usage', { detail: '--as preliminary|final' }), json);
  }
  const work = await readOwnWork(access, taskId);
  if (!work.ok) return refuse(io, work.failure, json, { taskId });
  const issued = await signTask(session.value, work.value, work.value.draft?.content ?? null, status);
  return issued.ok
    ? answerIssued(io, session.value, issued.value)
    : refuse(io, issued.failure, json, { taskId });
}
