/** 危急值闭环 at a station: the open loops on top of every screen, raised by the reader, answered at the township. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { criticalFindingSchema } from '../study/critical.ts';
import {
  criticalNoticeSchema,
  noticeIdSchema,
  noticePictureSchema,
  noticeStepSchema,
} from '../study/critical-notice.ts';
import { instantSchema, sha256Schema, taskIdSchema } from '../study/ids.ts';
import { kindSchema } from '../study/kind.ts';
import { patientSchema } from '../study/patient.ts';
import { queuedSchema, resultOf } from './result-schema.ts';

export const listedNoticeSchema = z.object({
  taskId: taskIdSchema,
  patient: patientSchema,
  kind: kindSchema,
  modality: z.string(),
  siteName: z.string(),
  /** Bedside phone of the order. */
  phone: z.string(),
  notice: criticalNoticeSchema,
  /** Raised here, and not at the exchange yet. */
  queued: z.boolean(),
  /** A step of this station waits for the link. */
  stepQueued: z.boolean(),
  /** The exchange did not take it: nobody at the township knows, somebody has to telephone. */
  refused: z.boolean(),
});
export type ListedNotice = z.infer<typeof listedNoticeSchema>;

export const criticalContract = {
  /** Loops that nobody has closed, the oldest first. */
  notices: oc.output(resultOf(z.object({ notices: z.array(listedNoticeSchema), now: instantSchema }))),
  /** 危急值, from the image or the ECG. Needs the claim, or the report that stands; without a link it waits and says so. */
  raise: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        drill: z.boolean(),
        code: z.string().min(1).max(40),
        note: z.string().trim().max(200),
        sopInstanceUid: z.string().max(64).nullable(),
        sha256: sha256Schema.nullable(),
        rule: criticalFindingSchema.nullable(),
        picture: noticePictureSchema.nullable(),
      }),
    )
    .output(resultOf(queuedSchema.extend({ noticeId: noticeIdSchema }))),
  /** A wrong read-back is refused here already, saying what differs. */
  step: oc
    .input(z.object({ taskId: taskIdSchema, noticeId: noticeIdSchema, step: noticeStepSchema }))
    .output(resultOf(queuedSchema)),
  picture: oc
    .input(z.object({ taskId: taskIdSchema, noticeId: noticeIdSchema }))
    .output(resultOf(z.object({ picture: noticePictureSchema.nullable() }))),
};
