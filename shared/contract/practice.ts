/** The practice township's switches; only in a practice region. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, taskIdSchema } from '../study/ids.ts';
import { doneSchema, resultOf } from './result-schema.ts';

export const practiceStatusSchema = z.object({
  running: z.boolean(),
  paused: z.boolean(),
  /** 早高峰: lifts the pause at four unclaimed exams and shortens the gaps. */
  rush: z.boolean(),
  unclaimed: z.number().int(),
  sent: z.number().int(),
  nextAt: instantSchema.nullable(),
});
export type PracticeStatus = z.infer<typeof practiceStatusSchema>;

export const practiceContract = {
  /** Null in a region without simulation. */
  status: oc.output(resultOf(practiceStatusSchema.nullable())),
  sendOne: oc
    .input(z.object({ kind: z.enum(['ct', 'mr', 'dr', 'us', 'ecg']).nullable().default(null) }))
    .output(resultOf(doneSchema)),
  setRush: oc.input(z.object({ on: z.boolean() })).output(resultOf(practiceStatusSchema)),
  setPaused: oc.input(z.object({ on: z.boolean() })).output(resultOf(practiceStatusSchema)),
  /** The planted finding; failure 'finding-hidden' until the task is signed. */
  finding: oc
    .input(z.object({ taskId: taskIdSchema }))
    .output(resultOf(z.object({ zh: z.string(), en: z.string() }))),
};
