/** The wire shape of a Result: every call of both contracts answers with one. */
import { z } from 'zod';
import type { Failure, FailureCode } from '../failure.ts';
import { failureSentences } from '../failure-sentences.ts';

const failureCodes = Object.keys(failureSentences) as [FailureCode, ...FailureCode[]];

export const failureSchema: z.ZodType<Failure> = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  remedy: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export function resultOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
}

/** For calls that have nothing to say but "done". */
export const doneSchema = z.object({ done: z.literal(true) });

/** For what goes through the outbox: taken by the exchange, or waiting for the link. */
export const queuedSchema = z.object({ state: z.enum(['committed', 'queued']) });

/** Idempotency key of a command: the same key with the same body has one effect and one answer. */
export const commandIdSchema = z.string().min(8).max(64);
