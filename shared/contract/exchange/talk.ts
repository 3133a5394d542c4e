/** Messages on a task at the exchange: written at either end, before and after the report. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, memberIdSchema, taskIdSchema } from '../../study/ids.ts';
import { callbackPhoneSchema, longestMessage } from '../../study/talk.ts';
import { taskSchema } from '../../study/task.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const talkContract = {
  /** Idempotent by message. `callback` is the number to call; a message without one needs a text. */
  post: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        messageId: z.string().min(8).max(64),
        memberId: memberIdSchema,
        text: z.string().trim().max(longestMessage),
        callback: callbackPhoneSchema.nullable(),
        writtenAt: instantSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** 已回电, by a named person at either end; the first one stands. */
  calledBack: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        messageId: z.string().min(8).max(64),
        memberId: memberIdSchema,
      }),
    )
    .output(resultOf(taskSchema)),
};
