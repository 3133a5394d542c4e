/**
 * Deposits (journey step 4): a study's objects on their way. Objects themselves travel over HTTP:
 * tus 1.0 at `/deposits/objects` (Upload-Metadata: depositId, sha256, sopInstanceUid, instance) and GET `/objects/<sha256>`.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { versionDifferenceSchema } from '../../study/conflict.ts';
import {
  depositIdSchema,
  instantSchema,
  memberIdSchema,
  orderIdSchema,
  sha256Schema,
  taskIdSchema,
} from '../../study/ids.ts';
import { kindSchema } from '../../study/kind.ts';
import { seriesSchema, studySchema } from '../../study/study.ts';
import { documentCountSchema, taskSchema } from '../../study/task.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const depositStateSchema = z.object({
  depositId: depositIdSchema,
  /** The task opens as *arriving* as soon as an order is joined; null while the study waits under 待申请. */
  taskId: taskIdSchema.nullable(),
  state: z.enum(['open', 'closed', 'complete']),
  received: z.number().int().nonnegative(),
  expected: z.number().int().nonnegative().nullable(),
  /** Documents beside the images (+1 文档), in neither n nor m; absent where there are none. */
  documents: documentCountSchema.optional(),
});
export type DepositState = z.infer<typeof depositStateSchema>;

/** One object on its way: the study's identity facts and the instance's own. */
export const announcedObjectSchema = z.object({
  sha256: sha256Schema,
  size: z.number().int().positive(),
  sopInstanceUid: z.string(),
  series: seriesSchema.omit({ instances: true }),
  instance: seriesSchema.shape.instances.element.omit({ held: true }),
  /** Set for other bytes under a UID that came before, which differ in patient, side, date or pixels. */
  conflict: z
    .object({ keptSha256: sha256Schema, differs: z.array(versionDifferenceSchema).min(1).max(20) })
    .optional(),
});
export type AnnouncedObject = z.infer<typeof announcedObjectSchema>;

/** Other bytes under a UID that came before, by the hashes of the bytes as received. */
export const unjudgedVersionSchema = z.object({
  sopInstanceUid: z.string().min(1).max(64),
  keptSha256: sha256Schema,
  otherSha256: sha256Schema,
});
export type UnjudgedVersion = z.infer<typeof unjudgedVersionSchema>;

export const depositsContract = {
  /** Opens (or finds again) the deposit of a study. Idempotent by commandId and by (site, study). */
  open: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        depositId: depositIdSchema,
        kind: kindSchema,
        study: studySchema.omit({ series: true }),
        modality: z.string(),
        bodyPart: z.string(),
        /** Joined by hand at the township; else by accession number. */
        orderId: orderIdSchema.nullable(),
        firstByteAt: instantSchema,
      }),
    )
    .output(resultOf(depositStateSchema)),
  /** Announces objects; `need` names the hashes whose bytes the exchange does not hold yet. */
  announce: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        depositId: depositIdSchema,
        objects: z.array(announcedObjectSchema).min(1).max(500),
      }),
    )
    .output(resultOf(z.object({ need: z.array(sha256Schema), deposit: depositStateSchema }))),
  /**
   * All versions of the deposit that came under a known UID and are not compared yet: nothing is signed until the next call
   * leaves them out, or an announcement says what differs. Naturally idempotent.
   */
  holdSigning: oc
    .input(z.object({ depositId: depositIdSchema, versions: z.array(unjudgedVersionSchema).max(500) }))
    .output(resultOf(depositStateSchema)),
  /** Says how many images there are; the task opens when received = expected. */
  close: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        depositId: depositIdSchema,
        expected: z.number().int().positive(),
        /** False of stations of before: their number has the documents in it. */
        imagesOnly: z.boolean().default(false),
        reason: z.enum(['order-count', 'mpps', 'sent-by-hand', 'quiet-time', 'command']),
      }),
    )
    .output(resultOf(depositStateSchema)),
  /** 按不完整送诊: opens the task with n < m, with a reason. */
  sendIncomplete: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        depositId: depositIdSchema,
        reason: z.string().min(1).max(200),
        memberId: memberIdSchema.nullable(),
      }),
    )
    .output(resultOf(depositStateSchema)),
  /** Joins a study that waits under 待申请 to an order, by hand, side by side. */
  joinOrder: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        depositId: depositIdSchema,
        orderId: orderIdSchema,
        memberId: memberIdSchema.nullable(),
      }),
    )
    .output(resultOf(depositStateSchema)),
  /** Settles 身份待核对: the township says that order and images are one patient (or not: the join is undone). */
  settleIdentity: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        same: z.boolean(),
        memberId: memberIdSchema.nullable(),
      }),
    )
    .output(resultOf(depositStateSchema)),
  /** Settles an identity conflict: the township says which version is right, with a reason; both are kept. */
  settleConflict: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        sopInstanceUid: z.string(),
        /** Of the right version's bytes, as the device sent them. */
        sha256: sha256Schema,
        reason: z.string().min(1).max(200),
        memberId: memberIdSchema.nullable(),
      }),
    )
    .output(resultOf(taskSchema)),
  /** A reader's marks go with the study, their bytes put before: they open no task and change no image set. */
  addMarks: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        memberId: memberIdSchema,
        objects: z.array(announcedObjectSchema).min(1).max(100),
      }),
    )
    .output(resultOf(taskSchema)),
  /** What a reader station fetches: the whole study with every object's hash. */
  manifest: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(studySchema)),
  /** Deposits of the caller's site that wait under 待申请. */
  unjoined: oc.output(
    resultOf(z.array(z.object({ deposit: depositStateSchema, study: studySchema.omit({ series: true }) }))),
  ),
};
