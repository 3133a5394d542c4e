/** The worklist of a station: a replica of the exchange's tasks, by time left. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amendNoteSchema, amendPurposeSchema, amendReasonSchema } from '../report/amendment.ts';
import { batonReasonSchema, colleagueSchema, lyingSchema } from '../study/baton.ts';
import { rungNameSchema } from '../study/escalation.ts';
import { instantSchema, memberIdSchema, taskIdSchema } from '../study/ids.ts';
import { kindSchema } from '../study/kind.ts';
import { retakeReasonSchema } from '../study/retake.ts';
import { silenceReasonSchema } from '../study/silence.ts';
import { taskSchema } from '../study/task.ts';
import { doneSchema, failureSchema, queuedSchema, resultOf } from './result-schema.ts';

export const worklistTabs = [
  'arriving',
  'waiting',
  'mine',
  'preliminary',
  'reviewing',
  'delivered',
  'all',
] as const;
export const worklistTabSchema = z.enum(worklistTabs);
export type WorklistTab = z.infer<typeof worklistTabSchema>;

/** A task as a window lists it: the exchange's snapshot plus what this station knows. */
export const listedTaskSchema = taskSchema.extend({
  /** How much of the study lies in this station's vault. */
  held: z.object({ objects: z.number().int(), of: z.number().int() }),
  /** Pinyin initials and full pinyin of the patient's name, for the search. */
  pinyin: z.object({ initials: z.string(), full: z.string() }),
  /** Bytes per second of the running deposit, and its estimated finish. */
  progress: z.object({ bytesPerSecond: z.number(), finishAt: instantSchema.nullable() }).nullable(),
  /** The local signature that waits for the link: 已签名·待送达. */
  queuedSignature: z.boolean(),
});
export type ListedTask = z.infer<typeof listedTaskSchema>;

export const worklistContract = {
  list: oc
    .input(
      z.object({
        tab: worklistTabSchema,
        search: z.string().max(64).default(''),
        kind: kindSchema.nullable().default(null),
      }),
    )
    .output(
      resultOf(
        z.object({
          tasks: z.array(listedTaskSchema),
          counts: z.record(worklistTabSchema, z.number().int()),
          /** Whatever the tab: tasks with a rung whose numbers somebody should telephone now. */
          toPhone: z.array(listedTaskSchema),
          /** Whatever the tab: cases that a colleague holds out to this person, and that he holds out. */
          batons: z.array(listedTaskSchema),
          /** Exchange time now, as estimated by the station. */
          now: instantSchema,
        }),
      ),
    ),
  get: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(listedTaskSchema)),
  claim: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(listedTaskSchema)),
  /** 预留 for this person, or no longer. */
  reserve: oc.input(z.object({ taskId: taskIdSchema, on: z.boolean() })).output(resultOf(listedTaskSchema)),
  /** 下一例: the exchange chooses and claims; whose it is shows when it opens. */
  next: oc.input(z.object({ kind: kindSchema.nullable() })).output(resultOf(listedTaskSchema)),
  /** 放弃接诊: back to the list with the draft; the reason stands beside the name. */
  release: oc
    .input(z.object({ taskId: taskIdSchema, reason: z.string().trim().min(1).max(200) }))
    .output(resultOf(listedTaskSchema)),
  /** 请求重拍: the clock stands until the township has sent new images, or says it cannot. */
  retake: oc
    .input(z.object({ taskId: taskIdSchema, reason: retakeReasonSchema, note: z.string().trim().max(200) }))
    .output(resultOf(listedTaskSchema)),
  /** 更正, 撤回 or 补充 of a signed report: it stands while the person is at it; `release` lets it be. */
  amend: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        purpose: amendPurposeSchema,
        reason: amendReasonSchema,
        note: amendNoteSchema,
      }),
    )
    .output(resultOf(listedTaskSchema)),
  /** 退回修改: the reviewer gives it back to its writer with a reason. */
  returnFromReview: oc
    .input(z.object({ taskId: taskIdSchema, reason: z.string().trim().min(1).max(300) }))
    .output(resultOf(listedTaskSchema)),
  /** 交班: everything the person holds goes back to the list with its draft; what could not be given on says why. */
  handOver: oc
    .input(
      z.object({
        /** How the cases lay, as far as they were open in this window. */
        lying: z
          .array(z.object({ taskId: taskIdSchema, lying: lyingSchema }))
          .max(50)
          .default([]),
      }),
    )
    .output(
      resultOf(
        z.object({
          handedOver: z.array(listedTaskSchema),
          kept: z.array(z.object({ taskId: taskIdSchema, failure: failureSchema })),
        }),
      ),
    ),
  /** 已电话: whom a rung of the ladder names was telephoned. */
  phoned: oc
    .input(
      z.object({ taskId: taskIdSchema, rung: rungNameSchema, contact: z.string().trim().min(1).max(90) }),
    )
    .output(resultOf(queuedSchema)),
  /** 静默报警 已知悉: why a silent site does not send; needs the link. */
  noteSilence: oc
    .input(z.object({ siteId: z.string().min(1).max(64), since: instantSchema, reason: silenceReasonSchema }))
    .output(resultOf(doneSchema)),
  /** Who sits at a window now and may go on with a case that this person holds. */
  colleagues: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(colleagueSchema))),
  /** 转交: held out with draft, measurements and view; the person holds it until the colleague takes it. */
  offerBaton: oc
    .input(z.object({ taskId: taskIdSchema, to: memberIdSchema, lying: lyingSchema.nullable() }))
    .output(resultOf(listedTaskSchema)),
  /** While it is held out: marks and view as they lie now go along instead of those of then. Null: not open in this window. */
  renewBaton: oc
    .input(z.object({ taskId: taskIdSchema, lying: lyingSchema.nullable() }))
    .output(resultOf(doneSchema)),
  takeBaton: oc
    .input(z.object({ taskId: taskIdSchema, claim: z.number().int().positive() }))
    .output(resultOf(listedTaskSchema)),
  declineBaton: oc
    .input(z.object({ taskId: taskIdSchema, claim: z.number().int().positive(), reason: batonReasonSchema }))
    .output(resultOf(listedTaskSchema)),
  withdrawBaton: oc
    .input(z.object({ taskId: taskIdSchema, claim: z.number().int().positive() }))
    .output(resultOf(listedTaskSchema)),
  /** How a case that was passed to this person lay before its former reader; his draft and marks lie here by then. Null for none. */
  lying: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(lyingSchema.nullable())),
  takeOver: oc
    .input(z.object({ taskId: taskIdSchema, from: memberIdSchema }))
    .output(resultOf(listedTaskSchema)),
};
