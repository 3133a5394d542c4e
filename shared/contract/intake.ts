/** Intake at the township (journey steps 1 to 4): orders, arrivals, refusals, joining by hand, 送诊. Files: POST `/arrivals`. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, orderIdSchema, sha256Schema, taskIdSchema } from '../study/ids.ts';
import { orderFormSchema, orderSchema, supplementSchema } from '../study/order.ts';
import { studySchema } from '../study/study.ts';
import { depositStateSchema } from './exchange/deposits.ts';
import { doneSchema, failureSchema, queuedSchema, resultOf } from './result-schema.ts';

export const arrivedStudySchema = studySchema.omit({ series: true }).extend({
  /** Images and recordings. */
  instances: z.number().int(),
  /** Documents beside them, counted apart. */
  documents: z.number().int().default(0),
  firstByteAt: instantSchema,
  lastArrivalAt: instantSchema,
  source: z.enum(['dicom', 'stow', 'folder', 'file']),
  deposit: depositStateSchema.nullable(),
  order: orderSchema.nullable(),
  /** Other contents that came under known UIDs: harmless rewrites, and identity conflicts. */
  duplicates: z.object({ harmless: z.number().int(), conflicts: z.number().int() }).optional(),
  /** Exchange time when the quiet time closes it by itself; null when closed. */
  closesAt: instantSchema.nullable(),
  /** Why the deposit was closed; null while it is open. */
  closedBy: z.enum(['order-count', 'mpps', 'sent-by-hand', 'quiet-time', 'command']).nullable(),
  /** What the scanner says of the study (MPPS), its newest step; null when it says nothing. */
  step: z
    .object({
      status: z.enum(['IN PROGRESS', 'COMPLETED', 'DISCONTINUED']),
      /** Why it was given up; '' when the device does not say. */
      reason: z.string(),
      /** Instances that it lists. */
      listed: z.number().int(),
    })
    .nullable(),
});
export type ArrivedStudy = z.infer<typeof arrivedStudySchema>;

export const refusedArrivalSchema = z.object({
  arrivalId: z.string(),
  at: instantSchema,
  source: z.enum(['dicom', 'stow', 'folder', 'file']),
  name: z.string(),
  /** AE title and address of the device, or the path. */
  origin: z.string(),
  failure: failureSchema,
  /** Null when no bytes came that could be tried again. */
  sha256: z.string().nullable(),
  size: z.number().int(),
  /** How often it was tried again in vain. */
  attempts: z.number().int(),
  settled: z
    .object({
      at: instantSchema,
      act: z.enum(['accepted', 'discarded', 'retake', 'attached']),
      memberId: z.string(),
      /** Who decided; '' where the name is not known at this station. */
      name: z.string(),
      reason: z.string(),
    })
    .nullable(),
});
export type RefusedArrival = z.infer<typeof refusedArrivalSchema>;

export const retriedArrivalSchema = z.object({
  arrivalId: z.string(),
  /** Where it was kept; null when it was refused again. */
  studyInstanceUid: z.string().nullable(),
  failure: failureSchema.nullable(),
});
export type RetriedArrival = z.infer<typeof retriedArrivalSchema>;

export const intakeContract = {
  placeOrder: oc.input(orderFormSchema).output(resultOf(orderSchema)),
  /** 补充申请单: what an emergency left to follow; waits in the outbox without a link. */
  supplementOrder: oc
    .input(z.object({ orderId: orderIdSchema, ...supplementSchema.shape }))
    .output(resultOf(queuedSchema)),
  /** 急诊直送: four fields and the study; joins at once. */
  sendEmergency: oc
    .input(
      z.object({
        studyInstanceUid: z.string(),
        patientName: z.string().min(1).max(64),
        complaint: z.string().min(1).max(500),
        phone: z.string().min(3).max(64),
        urgency: orderFormSchema.shape.urgency.removeDefault().exclude(['routine']),
      }),
    )
    .output(resultOf(depositStateSchema)),
  orders: oc
    .input(z.object({ unjoinedOnly: z.boolean().default(false) }))
    .output(resultOf(z.array(orderSchema))),
  arrivals: oc.output(resultOf(z.array(arrivedStudySchema))),
  /** What was refused and waits for a person; with `settled` what was decided about. */
  refusals: oc
    .input(z.object({ settled: z.boolean().default(false) }).default({ settled: false }))
    .output(resultOf(z.array(refusedArrivalSchema))),
  /** Tries refused arrivals again from their kept bytes; one answer for each. */
  retryRefusals: oc
    .input(z.object({ arrivalIds: z.array(z.string()).min(1).max(200) }))
    .output(resultOf(z.array(retriedArrivalSchema))),
  /** Discards refused arrivals, or notes that the exam is made again; with a reason, audited. */
  settleRefusals: oc
    .input(
      z.object({
        arrivalIds: z.array(z.string()).min(1).max(200),
        act: z.enum(['discarded', 'retake']),
        reason: z.string().min(1).max(200),
      }),
    )
    .output(resultOf(z.object({ settled: z.number().int() }))),
  /** 保留为附件: the refused file, as it is, beside a study that arrived here; with a reason, audited. */
  attachRefusal: oc
    .input(
      z.object({
        arrivalId: z.string(),
        studyInstanceUid: z.string().min(1).max(64),
        reason: z.string().trim().min(1).max(200),
      }),
    )
    .output(resultOf(doneSchema)),
  /** Joins a study under 待申请 to an order, by a person, side by side. */
  join: oc
    .input(z.object({ studyInstanceUid: z.string(), orderId: orderIdSchema }))
    .output(resultOf(depositStateSchema)),
  /** 作为图片心电图送诊: a picture or PDF under 待申请 is an ECG; it is deposited and may be joined from then on. */
  offerAsEcg: oc.input(z.object({ studyInstanceUid: z.string() })).output(resultOf(doneSchema)),
  settleIdentity: oc
    .input(z.object({ taskId: taskIdSchema, same: z.boolean() }))
    .output(resultOf(doneSchema)),
  /** 以此为准: which of two versions of an image is right, with a reason. */
  settleConflict: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        sopInstanceUid: z.string(),
        sha256: sha256Schema,
        reason: z.string().min(1).max(200),
      }),
    )
    .output(resultOf(doneSchema)),
  /** 送诊: the study is whole, do not wait for the quiet time. */
  sendNow: oc.input(z.object({ studyInstanceUid: z.string() })).output(resultOf(depositStateSchema)),
  /** 按不完整送诊, with a reason. */
  sendIncomplete: oc
    .input(z.object({ studyInstanceUid: z.string(), reason: z.string().min(1).max(200) }))
    .output(resultOf(depositStateSchema)),
  cancel: oc
    .input(z.object({ taskId: taskIdSchema, reason: z.string().min(1).max(200) }))
    .output(resultOf(doneSchema)),
  /** 无法重做,请按现有图像诊断: the remaining time of the reader goes on. */
  declineRetake: oc
    .input(z.object({ taskId: taskIdSchema, reason: z.string().min(1).max(200) }))
    .output(resultOf(doneSchema)),
  /** Adds the refused device to this station's allow-list. */
  allowDevice: oc
    .input(z.object({ callingAet: z.string().min(1).max(16), address: z.string() }))
    .output(resultOf(doneSchema)),
};
