/** Side move *retake* (请求重拍): what the holder asks for, why, and what the township answered. */
import { z } from 'zod';
import { instantSchema, memberIdSchema, taskIdSchema } from './ids.ts';
import type { Kind } from './kind.ts';

export const retakeReasons = [
  'motion',
  'exposure',
  'coverage',
  'foreign-object',
  'wrong-part',
  'series-missing',
  'lead-off',
  'lead-reversal',
  'noise',
  'settings',
] as const;
export const retakeReasonSchema = z.enum(retakeReasons);
export type RetakeReason = z.infer<typeof retakeReasonSchema>;

const ofEcg: readonly RetakeReason[] = ['lead-off', 'lead-reversal', 'noise', 'settings', 'wrong-part'];

/** The reasons that make sense for a kind of exam. */
export function retakeReasonsOf(kind: Kind): readonly RetakeReason[] {
  if (kind === 'ecg') return ofEcg;
  return retakeReasons.filter((reason) => reason === 'wrong-part' || !ofEcg.includes(reason));
}

export const retakeSchema = z.object({
  reason: retakeReasonSchema,
  note: z.string().max(200),
  memberId: memberIdSchema,
  name: z.string(),
  at: instantSchema,
  /** 无法重做: the clock goes on, the images are read as they are. */
  declined: z.object({ name: z.string(), reason: z.string(), at: instantSchema }).nullable(),
  /** The attempt that the new images opened; this one is kept beside it. */
  nextTaskId: taskIdSchema.nullable(),
});
export type Retake = z.infer<typeof retakeSchema>;

/** A further attempt under the same order. */
export const attemptSchema = z.object({ number: z.number().int().min(2), of: taskIdSchema });

/** The township has been asked and has done neither yet. */
export function isRetakeOpen(task: {
  readonly state: string;
  readonly retake?: Retake | undefined;
}): boolean {
  const { retake } = task;
  return (
    task.state === 'arriving' &&
    retake !== undefined &&
    retake.declined === null &&
    retake.nextTaskId === null
  );
}
