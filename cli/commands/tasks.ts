/** `yuanzhen tasks`: the tasks the caller may see, one a line. */
import { failure } from '#shared/failure.ts';
import { type TaskState, taskStates } from '#shared/journey.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { openSession } from '../exchange/open-session.ts';
import { taskLine } from '../exchange/task-line.ts';

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const session = openSession(args, io, {
    options: { state: { type: 'string' }, all: { type: 'boolean' }, limit: { type: 'string' } },
  });
  if (!session.ok) return refuse(io, session.failure, args.includes('--json'));
  const { access, json, text, flag } = session.value;
  const wanted = text('state');
  const state = wanted === undefined ? null : (taskStates.find((one) => one === wanted) ?? null);
  if (wanted !== undefined && state === null) {
    return refuse(io, failure('usage', { detail: `--state ${taskStates.join('|')}` }), json);
  }
  const limit = Math.min(5000, Math.max(1, Number(text('limit') ?? 1000) || 1000));
  const listed = await access.client.tasks.list({
    state: state as TaskState | null,
    includeClosed: flag('all'),
    limit,
  });
  if (!listed.ok) return refuse(io, listed.failure, json);
  for (const task of listed.value) answer(io, json, { ok: true, ...task }, taskLine(task));
  return exitCodes.well;
}
