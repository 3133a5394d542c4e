/** Journey step 8: what a reader saved beside the images goes to the exchange, for the township and for who reads next. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import { fail, type Result } from '#shared/result.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import { enqueueCommand, type QueuedCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { type PutObjectDeps, putObject } from './put-object.ts';

export interface MarksToSend {
  readonly taskId: TaskId;
  readonly memberId: MemberId;
  readonly objects: readonly AnnouncedObject[];
}

/** Puts the command into the outbox; inside a commit. Saves of one task go in order. */
export function queueMarks(database: StationDatabase, marks: MarksToSend, createdAt: number): void {
  enqueueCommand(database, {
    commandId: randomUUID(),
    what: 'add-marks',
    lane: `marks:${marks.taskId}`,
    taskId: marks.taskId,
    body: marks,
    createdAt,
  });
}

/** First the bytes, then what they are; answers the task. The same command twice has one effect. */
export async function sendMarks(
  deps: PutObjectDeps & { readonly client: ExchangeClient },
  command: QueuedCommand,
): Promise<Result<unknown>> {
  const { taskId, memberId, objects } = command.body as MarksToSend;
  for (const { sha256 } of objects) {
    const refused = await putObject(deps, sha256);
    if (refused !== null) return fail(refused);
  }
  return deps.client.deposits.addMarks({
    commandId: command.commandId,
    taskId,
    memberId,
    objects: [...objects],
  });
}
