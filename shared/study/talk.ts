/** Messages between a township and its readers on a task (消息), with 请回电: short, in exchange time, never taken back. */
import { z } from 'zod';
import { instantSchema, memberIdSchema } from './ids.ts';

/** Characters of one message: a question, not a report. */
export const longestMessage = 300;

/** A case that needs more than so many messages needs a telephone. */
export const mostMessages = 60;

/** A number as an order form has it, with an extension or the name of a ward beside it: three digits at least. */
export const callbackPhoneSchema = z
  .string()
  .trim()
  .max(40)
  .regex(/(?:\D*\d){3}/);

const bySchema = z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema });

export const talkMessageSchema = z.object({
  messageId: z.string().min(8).max(64),
  from: z.enum(['clinic', 'centre']),
  memberId: memberIdSchema,
  name: z.string(),
  /** When it was written, at a station that may have had no link; `at` is when the exchange took it. */
  writtenAt: instantSchema,
  at: instantSchema,
  /** Empty only beside a callback. */
  text: z.string().max(longestMessage),
  /** 请回电: which number, and who has called it; absent for a message alone. */
  callback: z.object({ phone: z.string().max(40), done: bySchema.nullable() }).optional(),
});
export type TalkMessage = z.infer<typeof talkMessageSchema>;

export type TalkSide = TalkMessage['from'];

/** Messages that this member has not seen, of `talk` of which he saw the first `seen`; his own are no news to him. */
export function unseenMessages(
  talk: readonly TalkMessage[] | undefined,
  seen: number,
  memberId: string | null,
): readonly TalkMessage[] {
  return (talk ?? []).slice(seen).filter((message) => message.memberId !== memberId);
}

/**
 * Whose ears at the centre a township's message is for: who holds the task, who signed for it, who has written here. Nobody named
 * means everybody.
 */
export function meantFor(task: {
  readonly holder: { readonly memberId: string } | null;
  readonly reports: ReadonlyArray<{ readonly memberId: string; readonly adopted: boolean }>;
  readonly talk?: readonly TalkMessage[] | undefined;
}): ReadonlySet<string> {
  const wrote = (task.talk ?? []).filter((message) => message.from === 'centre');
  const signed = task.reports.filter((report) => report.adopted);
  const holder = task.holder === null ? [] : [task.holder];
  return new Set([...holder, ...signed, ...wrote].map((one) => one.memberId));
}

/** Callbacks that nobody has made yet, the oldest first. */
export function openCallbacks(talk: readonly TalkMessage[] | undefined): readonly TalkMessage[] {
  return (talk ?? []).filter((message) => message.callback?.done === null);
}
