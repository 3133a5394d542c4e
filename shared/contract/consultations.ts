/** 会诊 at a station: asked by the reader who holds the task, answered by who sits where it was asked; waiting in the outbox while the link is down. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  caseStateSchema,
  consultationIdSchema,
  consultationSchema,
  consultationStepSchema,
} from '../study/consultation.ts';
import { taskIdSchema } from '../study/ids.ts';
import { consultantsSchema, consultationGivenSchema } from './exchange/consultations.ts';
import { queuedSchema, resultOf } from './result-schema.ts';
import { listedTaskSchema } from './worklist.ts';

export const listedConsultationSchema = z.object({
  taskId: taskIdSchema,
  consultation: consultationSchema,
  /** What the person at the window is in it. */
  side: z.enum(['asker', 'asked']),
  /** Null where the case is not, or no longer, to be seen here. */
  task: listedTaskSchema.nullable(),
  /** Something about it waits for the link: the other does not know yet. */
  queued: z.boolean(),
});
export type ListedConsultation = z.infer<typeof listedConsultationSchema>;

export const consultationsContract = {
  /** Those that concern the person at the window, the newest first. */
  list: oc.output(resultOf(z.object({ consultations: z.array(listedConsultationSchema) }))),
  /** Whom a reader may ask, as last known. */
  consultants: oc.output(resultOf(consultantsSchema)),
  /** With the person's own draft as it lies here. */
  ask: oc.input(consultationGivenSchema).output(resultOf(queuedSchema)),
  step: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        consultationId: consultationIdSchema,
        step: consultationStepSchema,
      }),
    )
    .output(resultOf(queuedSchema)),
  /** The draft that went along with the question, for who is asked, while it is open. */
  caseState: oc
    .input(z.object({ taskId: taskIdSchema, consultationId: consultationIdSchema }))
    .output(resultOf(caseStateSchema)),
};
