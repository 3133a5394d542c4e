/** The task (检查任务): one order with its study, its clock, its holder. Every change travels as a whole snapshot. */
import { z } from 'zod';
import { taskStates } from '../journey.ts';
import { amendingSchema, noticeSchema } from '../report/amendment.ts';
import { reservationSchema } from './assignment.ts';
import { batonSchema } from './baton.ts';
import { identityConflictSchema } from './conflict.ts';
import { consultationSchema } from './consultation.ts';
import { criticalHitSchema } from './critical.ts';
import { criticalNoticeSchema } from './critical-notice.ts';
import { firedRungSchema } from './escalation.ts';
import {
  depositIdSchema,
  instantSchema,
  memberIdSchema,
  orderIdSchema,
  reportIdSchema,
  siteIdSchema,
  taskIdSchema,
} from './ids.ts';
import { kindSchema } from './kind.ts';
import { orderSchema } from './order.ts';
import { qualitySchema } from './quality.ts';
import { attemptSchema, retakeSchema } from './retake.ts';
import { reviewSchema } from './review.ts';
import { talkMessageSchema } from './talk.ts';

/** Exchange time of each step; null until it happened. */
export const stampsSchema = z.object({
  firstByteAt: instantSchema.nullable(),
  openedAt: instantSchema.nullable(),
  claimedAt: instantSchema.nullable(),
  preliminaryAt: instantSchema.nullable(),
  signedAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  receivedAt: instantSchema.nullable(),
  cancelledAt: instantSchema.nullable(),
});
export type Stamps = z.infer<typeof stampsSchema>;

/** The promise: fixed when the task opens, so that a later policy change never moves a running clock. */
export const clockSchema = z.object({
  targetMs: z.number().int().positive(),
  /** ECG stops at the first preliminary or signed report, imaging at the signed one. */
  stopsAt: z.enum(['preliminary', 'signed']),
  startedAt: instantSchema.nullable(),
  /** startedAt + targetMs + pausedMs. */
  deadline: instantSchema.nullable(),
  stoppedAt: instantSchema.nullable(),
  pausedMs: z.number().int().nonnegative(),
  /** Set while a retake holds the clock. */
  pausedAt: instantSchema.nullable(),
});
export type TaskClock = z.infer<typeof clockSchema>;

export const holderSchema = z.object({
  memberId: memberIdSchema,
  name: z.string(),
  stationId: z.string().nullable(),
  claimedAt: instantSchema,
  /** Past this instant without a heartbeat the task is 可接手. */
  leaseUntil: instantSchema,
  /** False once the exchange has seen the lease run out. */
  alive: z.boolean(),
});
export type Holder = z.infer<typeof holderSchema>;

export const identityDifferenceSchema = z.object({
  field: z.enum(['name', 'sex', 'birthDate', 'id']),
  order: z.string(),
  device: z.string(),
});

export const reportSummarySchema = z.object({
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  status: z.enum(['preliminary', 'final', 'addendum', 'corrected', 'withdrawn']),
  /** False for 未采用: kept and visible to both doctors, never delivered. */
  adopted: z.boolean(),
  memberId: memberIdSchema,
  memberName: z.string(),
  committedAt: instantSchema,
  /** Who reviewed it, where two doctors were required. */
  reviewerName: z.string().optional(),
  /** It waits for a second doctor: no report yet. */
  submitted: z.boolean().optional(),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

/** A report quotes an earlier study of somebody who, by a merge undone since, is not this patient. */
export const quoteFlagSchema = z.object({
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  studyInstanceUid: z.string(),
  siteName: z.string(),
  exam: z.string(),
  acquiredAt: instantSchema.nullable(),
});
export type QuoteFlag = z.infer<typeof quoteFlagSchema>;

/** Somebody ended or gave back a task, by name and with a reason. */
export const partingSchema = z.object({
  memberId: memberIdSchema.nullable(),
  name: z.string(),
  at: instantSchema,
  reason: z.string(),
});
export type Parting = z.infer<typeof partingSchema>;

/** Images that came after the reading began (新到 k 幅); after the report they are read under a task of their own. */
export const lateImagesSchema = z.object({
  count: z.number().int().nonnegative(),
  at: instantSchema,
  /** The task they are read under; null while they belong to the set that is being read. */
  followUpId: taskIdSchema.nullable(),
  /** How that task ended: with an addendum, or 无需修改. */
  outcome: z
    .object({
      what: z.enum(['addendum', 'unchanged']),
      memberId: memberIdSchema,
      name: z.string(),
      at: instantSchema,
    })
    .nullable(),
});
export type LateImages = z.infer<typeof lateImagesSchema>;

/** The task reads what came after a report: it ends in an addendum to it, or leaves it unchanged. */
export const followUpSchema = z.object({
  /** The task whose report stands. */
  of: taskIdSchema,
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  /** Offered to the signer first, until that instant of exchange time. */
  offeredTo: memberIdSchema,
  offeredToName: z.string(),
  offeredUntil: instantSchema.nullable(),
});
export type FollowUp = z.infer<typeof followUpSchema>;

/** Documents beside the images: how many are here, of how many that were announced. */
export const documentCountSchema = z.object({
  received: z.number().int().nonnegative(),
  announced: z.number().int().nonnegative(),
});

export const taskSchema = z.object({
  taskId: taskIdSchema,
  depositId: depositIdSchema,
  orderId: orderIdSchema,
  order: orderSchema,
  siteId: siteIdSchema,
  siteName: z.string(),
  kind: kindSchema,
  state: z.enum(taskStates),
  studyInstanceUid: z.string(),
  modality: z.string(),
  bodyPart: z.string(),
  studyDescription: z.string(),
  acquiredAt: instantSchema.nullable(),
  stamps: stampsSchema,
  clock: clockSchema,
  images: z.object({
    received: z.number().int().nonnegative(),
    /** m, or null while the sender has not said. */
    expected: z.number().int().nonnegative().nullable(),
    /** Counted apart (+1 文档), in neither n nor m; absent where there are none. */
    documents: documentCountSchema.optional(),
    receivedBytes: z.number().int().nonnegative(),
    expectedBytes: z.number().int().nonnegative().nullable(),
    /** What those bytes were before their lossless recompression on the way; the same number where nothing was gained. */
    originalBytes: z.number().int().nonnegative().optional(),
    lastProgressAt: instantSchema.nullable(),
    incomplete: z.boolean(),
    incompleteReason: z.string().nullable(),
    /** SHA-256 over sorted `sopInstanceUid sha256\n` lines (shared/report/image-set.ts); null while arriving. */
    imageSetSha256: z.string().nullable(),
  }),
  identity: z.object({
    settled: z.boolean(),
    differences: z.array(identityDifferenceSchema),
  }),
  /** Instances that came with two contents; absent when there is none. Nothing is signed while one is not settled. */
  conflicts: z.array(identityConflictSchema).optional(),
  /** Rising claim number; 0 before the first claim. Drafts, issues and signatures carry it. */
  claim: z.number().int().nonnegative(),
  holder: holderSchema.nullable(),
  /** Who gave it on at the change of shift (交班), until the next claim's report; absent where nobody did. */
  handedOver: z
    .object({ memberId: memberIdSchema, name: z.string(), at: instantSchema })
    .nullable()
    .optional(),
  /** For whom it is kept while it waits; absent where for nobody, and past its time for nobody any more. */
  reserved: reservationSchema.optional(),
  /** 2 once the first group could not keep up. */
  group: z.union([z.literal(1), z.literal(2)]).optional(),
  reports: z.array(reportSummarySchema),
  /** Absent where no image came late. */
  lateImages: lateImagesSchema.optional(),
  followUp: followUpSchema.optional(),
  /** 更正中: somebody is at a correction, a withdrawal or an addendum; the report stands meanwhile. */
  amending: amendingSchema.optional(),
  /** Two doctors are required; absent where one is enough. */
  review: reviewSchema.optional(),
  /** What the township has to take note of by name, or has; absent where no version was corrected or withdrawn. */
  notice: noticeSchema.optional(),
  /** The holder asked for new images; absent where nobody did. */
  retake: retakeSchema.optional(),
  /** Which attempt under its order this is; absent for the first. */
  attempt: attemptSchema.optional(),
  /** Held out to a colleague; `batonAt` says whether it still is. */
  baton: batonSchema.optional(),
  /** Who gave it back (放弃接诊) and why, until the next claim's report. */
  released: partingSchema.nullable().optional(),
  /** Who cancelled it and why. */
  cancelled: partingSchema.optional(),
  /** Reports that quoted across a merge that was undone; absent where there are none. */
  quoteFlags: z.array(quoteFlagSchema).optional(),
  /** What critical ECG rules said of its recordings; absent where none fired. */
  critical: z.array(criticalHitSchema).optional(),
  /** Critical values that a doctor raised, each with its loop; absent where there are none. */
  notices: z.array(criticalNoticeSchema).optional(),
  /** Messages between the township and its readers, in order; absent where there are none. */
  talk: z.array(talkMessageSchema).optional(),
  /** Who was asked about it (会诊), in order; absent where nobody was. */
  consultations: z.array(consultationSchema).optional(),
  /** How the exam was made, as its reader says; absent while nobody has said it. */
  quality: qualitySchema.optional(),
  /** Policy asks for it before a report. */
  qualityAsked: z.literal(true).optional(),
  /** Its reports are signed with SM2; absent where with ES256. */
  signature: z.literal('SM2').optional(),
  /** Rungs of the escalation ladder that fired, in order; absent where none did. */
  escalation: z.array(firedRungSchema).optional(),
  /** 预计超时: since when a miss is forecast; null where that no longer holds. */
  missForecastAt: instantSchema.nullable().optional(),
  /** What readers saved beside the images (SR, key objects, presentation states): how many by now; absent for none. */
  savedMarks: z.object({ objects: z.number().int().positive(), at: instantSchema }).optional(),
  /** 图片心电图: the recording is a picture; nothing on it can be measured. */
  picture: z.boolean().optional(),
  simulation: z.boolean(),
  /** Feed sequence of this snapshot: a replica keeps the highest. */
  seq: z.number().int().nonnegative(),
});
export type Task = z.infer<typeof taskSchema>;
