/** Tasks at the exchange (journey steps 5 to 9): the clock, the atomic claim with its lease, drafts. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amendNoteSchema, amendPurposeSchema, amendReasonSchema } from '../../report/amendment.ts';
import { reportContentSchema } from '../../report/report.ts';
import {
  batonLoadSchema,
  batonReasonSchema,
  batonRenewalSchema,
  colleagueSchema,
} from '../../study/baton.ts';
import { rungNameSchema } from '../../study/escalation.ts';
import { instantSchema, memberIdSchema, taskIdSchema } from '../../study/ids.ts';
import { kindSchema } from '../../study/kind.ts';
import { scoreSchema } from '../../study/quality.ts';
import { retakeReasonSchema } from '../../study/retake.ts';
import { taskSchema } from '../../study/task.ts';
import { commandIdSchema, doneSchema, resultOf } from '../result-schema.ts';

export const draftSchema = z.object({
  taskId: taskIdSchema,
  claim: z.number().int().positive(),
  memberId: memberIdSchema,
  memberName: z.string(),
  content: reportContentSchema,
  /** Rising per (task, member): the higher revision wins, a late lower one is ignored. */
  revision: z.number().int().positive(),
  savedAt: instantSchema,
});
export type Draft = z.infer<typeof draftSchema>;

export const tasksContract = {
  /** Tasks the caller may see: all for reading stations, own site's for a clinic. Closed ones only when asked. */
  list: oc
    .input(
      z.object({
        state: taskSchema.shape.state.nullable().default(null),
        includeClosed: z.boolean().default(false),
        limit: z.number().int().min(1).max(5000).default(1000),
      }),
    )
    .output(resultOf(z.array(taskSchema))),
  get: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(taskSchema)),
  /** Needs the person's token. Exactly one of many callers wins; the claim number rises. */
  claim: oc
    .input(z.object({ commandId: commandIdSchema, taskId: taskIdSchema }))
    .output(resultOf(taskSchema)),
  /** 预留 for the caller, or no longer: others see for whom, until half of the time is over. */
  reserve: oc
    .input(z.object({ commandId: commandIdSchema, taskId: taskIdSchema, on: z.boolean() }))
    .output(resultOf(taskSchema)),
  /** 下一例: chosen by deadline, skill and weight, and claimed in the same act. */
  next: oc
    .input(z.object({ commandId: commandIdSchema, kind: kindSchema.nullable() }))
    .output(resultOf(taskSchema)),
  /** `handOver`: at the change of shift; the task says from whom it comes, and the draft is offered to the next. */
  release: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        handOver: z.boolean().optional(),
        reason: z.string().max(200).optional(),
        /** What goes along at 交班. */
        load: batonLoadSchema.optional(),
      }),
    )
    .output(resultOf(taskSchema)),
  /** Who sits at a window now and may go on with the case. */
  colleagues: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(colleagueSchema))),
  /** 转交: held out to a colleague who is there; the holder holds it until he takes it. */
  offerBaton: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        to: memberIdSchema,
        load: batonLoadSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** By its giver while it is held out: it goes over as it lies at the moment it is taken. A view of null leaves the one before. */
  renewBaton: oc
    .input(batonRenewalSchema.extend({ taskId: taskIdSchema, claim: z.number().int().positive() }))
    .output(resultOf(doneSchema)),
  /** By the colleague: the claim rises, all that lay with the case is his. */
  takeBaton: oc
    .input(z.object({ commandId: commandIdSchema, taskId: taskIdSchema, claim: z.number().int().positive() }))
    .output(resultOf(taskSchema)),
  declineBaton: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        reason: batonReasonSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** Taken back by its giver. */
  withdrawBaton: oc
    .input(z.object({ commandId: commandIdSchema, taskId: taskIdSchema, claim: z.number().int().positive() }))
    .output(resultOf(taskSchema)),
  /** What went with the case to the caller who holds it since; null for none. */
  batonLoad: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(batonLoadSchema.nullable())),
  /** Only when the holder's lease has run out; names the holder it replaces. */
  takeOver: oc
    .input(z.object({ commandId: commandIdSchema, taskId: taskIdSchema, from: memberIdSchema }))
    .output(resultOf(taskSchema)),
  /** Renews the leases of what a station's person holds; answers the claims that are no longer theirs. Every 5 s. */
  heartbeat: oc
    .input(
      z.object({
        claims: z.array(z.object({ taskId: taskIdSchema, claim: z.number().int().positive() })).max(50),
      }),
    )
    .output(resultOf(z.object({ lost: z.array(taskIdSchema), now: instantSchema }))),
  /** 请求重拍, by the holder: the clock stands until new images open the next attempt or the township declines. */
  retake: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        reason: retakeReasonSchema,
        note: z.string().max(200),
      }),
    )
    .output(resultOf(taskSchema)),
  /** 更正, 撤回 or 补充 of a signed report: a claim of its own, by who may sign; `release` lets it be. */
  beginAmendment: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        purpose: amendPurposeSchema,
        reason: amendReasonSchema,
        note: amendNoteSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** 退回修改, by the reviewer who holds it: its writer holds it again and reads the reason. */
  returnFromReview: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        reason: z.string().trim().min(1).max(300),
      }),
    )
    .output(resultOf(taskSchema)),
  /** 无法重做, by the township: the remaining time goes on. */
  declineRetake: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        reason: z.string().min(1).max(200),
        memberId: memberIdSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** 已电话: somebody at either end telephoned whom a rung of the escalation ladder names. */
  phoned: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        rung: rungNameSchema,
        contact: z.string().trim().min(1).max(90),
        memberId: memberIdSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** 图像质量, by the holder or the author of the report that stands; said again it takes the place of what was said. */
  scoreQuality: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().nonnegative(),
        memberId: memberIdSchema,
        score: scoreSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  cancel: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        reason: z.string().min(1).max(200),
        memberId: memberIdSchema.nullable(),
      }),
    )
    .output(resultOf(taskSchema)),
  /** 无需修改: who holds a follow-up task has seen the late images, and the report stands as it is. */
  keepReport: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        memberId: memberIdSchema,
        at: instantSchema,
      }),
    )
    .output(resultOf(taskSchema)),
  saveDraft: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        claim: z.number().int().positive(),
        memberId: memberIdSchema,
        content: reportContentSchema,
        revision: z.number().int().positive(),
      }),
    )
    .output(resultOf(doneSchema)),
  /** The author's own drafts, and after a take-over the former holder's as well. */
  drafts: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(draftSchema))),
};
