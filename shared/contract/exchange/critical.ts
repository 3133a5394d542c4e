/** 机器提示危急 at the exchange: the township's station raises what a critical ECG rule says, a doctor confirms or rejects it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { criticalFindingSchema, criticalVerdictSchema } from '../../study/critical.ts';
import {
  criticalNoticeSchema,
  noticeIdSchema,
  noticePictureSchema,
  noticeStepSchema,
} from '../../study/critical-notice.ts';
import { instantSchema, memberIdSchema, sha256Schema, taskIdSchema } from '../../study/ids.ts';
import { taskSchema } from '../../study/task.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const criticalContract = {
  /** Once per recording of a task; `sha256` names the bytes as the device sent them. The sending site only. */
  raise: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        sha256: sha256Schema,
        findings: z.array(criticalFindingSchema).min(1).max(60),
      }),
    )
    .output(resultOf(taskSchema)),
  /** By the holder, or by the author of the report that stands; needs the right to issue. The first verdict on a hit stands. */
  judge: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().nonnegative(),
        memberId: memberIdSchema,
        verdict: criticalVerdictSchema,
        /** The recordings whose hits were seen; one that came meanwhile stays open. */
        hits: z.array(sha256Schema).min(1).max(100),
        at: instantSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** 危急值: a doctor raises it; by the holder or the author of the report that stands. Idempotent by notice. */
  notify: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().nonnegative(),
        memberId: memberIdSchema,
        notice: criticalNoticeSchema.pick({
          noticeId: true,
          drill: true,
          finding: true,
          note: true,
          evidence: true,
        }),
        /** PNG in base64 of what was on the screen. */
        picture: noticePictureSchema.nullable(),
        at: instantSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** A step of its loop; `memberId` is null for the station's own: delivered. */
  step: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        noticeId: noticeIdSchema,
        memberId: memberIdSchema.nullable(),
        step: noticeStepSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** The picture of a notice, for who sees its task. */
  picture: oc
    .input(z.object({ taskId: taskIdSchema, noticeId: noticeIdSchema }))
    .output(resultOf(z.object({ picture: noticePictureSchema.nullable() }))),
};
