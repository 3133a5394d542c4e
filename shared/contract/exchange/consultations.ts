/** 会诊 at the exchange: asked by who holds the task, answered by who is asked; the case is seen only while it is open. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  caseStateSchema,
  consultationIdSchema,
  consultationMinutes,
  consultationSchema,
  consultationStepSchema,
  longestQuestion,
} from '../../study/consultation.ts';
import { memberIdSchema, siteIdSchema, taskIdSchema } from '../../study/ids.ts';
import { addressedSiteSchema } from '../../study/site-tier.ts';
import { taskSchema } from '../../study/task.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

/** Who is asked: a colleague of the centre, or a hospital. */
export const consultedGivenSchema = z.union([
  z.object({ memberId: memberIdSchema }),
  z.object({ siteId: siteIdSchema }),
]);
export type ConsultedGiven = z.infer<typeof consultedGivenSchema>;

export const consultantsSchema = z.object({
  members: z.array(z.object({ memberId: memberIdSchema, name: z.string(), title: z.string() })),
  sites: z.array(addressedSiteSchema),
});
export type Consultants = z.infer<typeof consultantsSchema>;

export const consultationGivenSchema = z.object({
  taskId: taskIdSchema,
  to: consultedGivenSchema,
  question: z.string().trim().min(1).max(longestQuestion),
  minutes: z
    .number()
    .int()
    .refine((given) => consultationMinutes.some((minutes) => minutes === given)),
});

export const consultationsContract = {
  /** Whom a reader of the centre may ask. */
  consultants: oc.output(resultOf(consultantsSchema)),
  /** Idempotent by consultation; the time for an answer begins when the exchange has it. */
  ask: oc
    .input(
      consultationGivenSchema.extend({
        commandId: commandIdSchema,
        consultationId: consultationIdSchema,
        memberId: memberIdSchema,
        state: caseStateSchema,
      }),
    )
    .output(resultOf(consultationSchema)),
  step: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        consultationId: consultationIdSchema,
        memberId: memberIdSchema,
        step: consultationStepSchema,
      }),
    )
    .output(resultOf(consultationSchema)),
  /** The case for who is asked, while it is open. Every call is in the audit. */
  open: oc
    .input(z.object({ taskId: taskIdSchema, consultationId: consultationIdSchema }))
    .output(
      resultOf(z.object({ consultation: consultationSchema, task: taskSchema, state: caseStateSchema })),
    ),
};
