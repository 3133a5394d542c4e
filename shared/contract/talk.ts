/** Messages on a task at a station: written by whoever sits here, waiting in the outbox while the link is down. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { taskIdSchema } from '../study/ids.ts';
import { callbackPhoneSchema, longestMessage, talkMessageSchema } from '../study/talk.ts';
import { doneSchema, queuedSchema, resultOf } from './result-schema.ts';

export const listedMessageSchema = talkMessageSchema.extend({
  /** Written here, and not at the exchange yet. */
  queued: z.boolean(),
  /** The exchange did not take it: nobody at the other end reads it. */
  refused: z.boolean(),
});
export type ListedMessage = z.infer<typeof listedMessageSchema>;

export const talkContract = {
  /** All messages of a task in order, what waits here last. */
  list: oc
    .input(z.object({ taskId: taskIdSchema }))
    .output(resultOf(z.object({ messages: z.array(listedMessageSchema) }))),
  post: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        text: z.string().trim().max(longestMessage),
        callback: callbackPhoneSchema.nullable(),
      }),
    )
    .output(resultOf(queuedSchema)),
  calledBack: oc
    .input(z.object({ taskId: taskIdSchema, messageId: z.string().min(8).max(64) }))
    .output(resultOf(queuedSchema)),
  /** How many messages of each task the person at the window has seen. */
  seen: oc.output(resultOf(z.record(z.string(), z.number().int().nonnegative()))),
  /** The first `count` messages of the task are before the person. */
  markSeen: oc
    .input(z.object({ taskId: taskIdSchema, count: z.number().int().nonnegative().max(1000) }))
    .output(resultOf(doneSchema)),
};
