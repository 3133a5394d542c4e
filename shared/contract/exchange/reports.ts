/** Reports and their way home (journey steps 9 to 12). PDFs travel as objects: PUT and GET `/objects/<sha256>`. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { reportSchema } from '../../report/report.ts';
import {
  instantSchema,
  memberIdSchema,
  reportIdSchema,
  sha256Schema,
  taskIdSchema,
} from '../../study/ids.ts';
import { reportSummarySchema, taskSchema } from '../../study/task.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const keptReportSchema = reportSummarySchema.extend({ report: reportSchema });
export type KeptReport = z.infer<typeof keptReportSchema>;

export const reportsContract = {
  /**
   * Commits a signed report. Its PDF must have been put as an object first. Checked: signature, certificate, the author's
   * right, claim number, image set. If another report was committed under a later claim, this one is kept as not adopted
   * (`adopted: false`), never dropped; its doctor may sign anew under the same claim, and that one is judged anew.
   */
  accept: oc
    .input(z.object({ commandId: commandIdSchema, report: reportSchema }))
    .output(resultOf(z.object({ summary: reportSummarySchema, task: taskSchema }))),
  /** What a writer has submitted to a second doctor; null where nothing waits. For the reading centre only. */
  submission: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(reportSchema.nullable())),
  /** Reports of a task that the caller may see: a clinic sees adopted ones only. */
  list: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(keptReportSchema))),
  get: oc
    .input(z.object({ reportId: reportIdSchema, version: z.number().int().positive() }))
    .output(resultOf(keptReportSchema)),
  /** The township's station has stored and verified the report (journey step 11). */
  confirmDelivery: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        reportId: reportIdSchema,
        version: z.number().int().positive(),
        pdfSha256: sha256Schema,
      }),
    )
    .output(resultOf(taskSchema)),
  /** A named person at the township has opened it (journey step 12). */
  acknowledge: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        reportId: reportIdSchema,
        version: z.number().int().positive(),
        memberId: memberIdSchema,
        openedAt: instantSchema,
      }),
    )
    .output(resultOf(taskSchema)),
};
