/** Dispatch (journey steps 10 to 12): reports that went home, came home, were opened. PDFs: GET `/reports/<id>/<version>.pdf`. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { reportSchema } from '../report/report.ts';
import { instantSchema, reportIdSchema, taskIdSchema } from '../study/ids.ts';
import { reportSummarySchema } from '../study/task.ts';
import { doneSchema, failureSchema, resultOf } from './result-schema.ts';
import { listedTaskSchema } from './worklist.ts';

/** A report as a station keeps it, with its verification by this station. */
export const storedReportSchema = reportSummarySchema.extend({
  taskId: taskIdSchema,
  report: reportSchema,
  verified: z.boolean(),
  verifiedAt: instantSchema.nullable(),
  openedAt: instantSchema.nullable(),
});
export type StoredReport = z.infer<typeof storedReportSchema>;

/** A printed report that was scanned, and the version that stands now. */
export const onPaperSchema = z.object({
  taskId: taskIdSchema,
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  status: reportSchema.shape.status,
  adopted: z.boolean(),
  newest: z.object({ version: z.number().int().positive(), status: reportSchema.shape.status }),
});
export type OnPaper = z.infer<typeof onPaperSchema>;

/** Everything a station tells the exchange through its outbox. */
export const commandNames = [
  'place-order',
  'supplement-order',
  'save-draft',
  'return-report',
  'keep-report',
  'raise-critical',
  'judge-critical',
  'notify-critical',
  'step-notice',
  'record-phoned',
  'score-quality',
  'post-message',
  'record-callback',
  'ask-consultation',
  'step-consultation',
  'send-referral',
  'step-referral',
  'add-marks',
  'confirm-delivery',
  'acknowledge',
  'append-audit',
] as const;

export const outboxItemSchema = z.object({
  itemId: z.string(),
  what: z.enum(commandNames),
  taskId: z.string().nullable(),
  createdAt: instantSchema,
  attempts: z.number().int(),
  lastFailure: failureSchema.nullable(),
  /** Refused by the exchange for good: stays visible until a person has seen it. */
  refused: z.boolean(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

export const dispatchContract = {
  /** All reports of a task that this station may show, newest first; not adopted ones only to their doctors. */
  reports: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(storedReportSchema))),
  /** The township's tracking board: its own tasks, open ones first, with every stage. */
  tracking: oc
    .input(z.object({ includeClosed: z.boolean().default(true) }))
    .output(resultOf(z.object({ tasks: z.array(listedTaskSchema), now: instantSchema }))),
  /** 签收: a named person has opened the report. */
  acknowledge: oc
    .input(z.object({ reportId: reportIdSchema, version: z.number().int().positive() }))
    .output(resultOf(doneSchema)),
  /** The report whose printed code was scanned. */
  ofPaper: oc.input(z.object({ code: z.string().max(200) })).output(resultOf(onPaperSchema)),
  outbox: oc.output(resultOf(z.array(outboxItemSchema))),
  /** Shows both texts where a late report was kept as 未采用. */
  notAdopted: oc.output(resultOf(z.array(storedReportSchema))),
};
