/** `yuanzhen claim TASK`: claims a task for the person whose token is given; --take-over when the holder is gone. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { openSession, type Session } from '../exchange/open-session.ts';
import { taskLine } from '../exchange/task-line.ts';

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const session = openSession(args, io, {
    options: { 'take-over': { type: 'boolean' } },
    positionals: { least: 1, most: 1, name: 'TASK' },
  });
  if (!session.ok) return refuse(io, session.failure, args.includes('--json'));
  const { json, positionals, flag } = session.value;
  const taskId = positionals[0] as TaskId;
  const claimed = flag('take-over')
    ? await takeOver(session.value, taskId)
    : await claim(session.value, taskId);
  if (!claimed.ok) return refuse(io, claimed.failure, json, { taskId });
  answer(io, json, { ok: true, ...claimed.value }, taskLine(claimed.value));
  return exitCodes.well;
}

function claim({ access }: Session, taskId: TaskId): Promise<Result<Task>> {
  return access.client.tasks.claim({ commandId: randomUUID(), taskId });
}

/** Names the holder it replaces, as it stands now. */
async function takeOver({ access }: Session, taskId: TaskId): Promise<Result<Task>> {
  const task = await access.client.tasks.get({ taskId });
  if (!task.ok) return task;
  if (task.value.holder === null) {
    return { ok: false, failure: failure('move-illegal', { state: task.value.state, move: 'take-over' }) };
  }
  const from = task.value.holder.memberId;
  return access.client.tasks.takeOver({ commandId: randomUUID(), taskId, from });
}
