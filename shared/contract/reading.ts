/** Reading (journey step 7): the study of a task, as far as it is here. Bytes come from GET `/objects/<sha256>`. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { markEventSchema, marksSchema } from '../measure/marking.ts';
import { criticalVerdictSchema } from '../study/critical.ts';
import { taskIdSchema } from '../study/ids.ts';
import { studySchema } from '../study/study.ts';
import { doneSchema, queuedSchema, resultOf } from './result-schema.ts';
import { listedTaskSchema } from './worklist.ts';

export const readingContract = {
  /** Opens the study of a task; an arriving one as far as it has come. Fetching goes on in the background. */
  open: oc.input(z.object({ taskId: taskIdSchema })).output(
    resultOf(
      z.object({
        task: listedTaskSchema,
        study: studySchema,
        /** SOP instance UIDs that the person had on the screen before, on this station. */
        shown: z.array(z.string()),
      }),
    ),
  ),
  /** The study of a waiting task that lies here, for the window to decode ahead; nobody has opened it by that. */
  ahead: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(studySchema)),
  /** 机器提示危急 confirmed or rejected, all hits that are open now; goes through the outbox like a signature. */
  judgeCritical: oc
    .input(z.object({ taskId: taskIdSchema, verdict: criticalVerdictSchema }))
    .output(resultOf(queuedSchema)),
  /** What the person marked on the study so far: measurements, key images, views; null when nothing yet. */
  marks: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(marksSchema.nullable())),
  /** Changes of the marks in their order; on this station's disk before the answer. */
  mark: oc
    .input(z.object({ taskId: taskIdSchema, events: z.array(markEventSchema).min(1).max(500) }))
    .output(resultOf(doneSchema)),
  /**
   * Saves the marks as objects of the study: a report of the measurements (SR, TID 1500), the key images (KO), and a
   * presentation state (GSPS) for each series looked at or measured; every save is kept. `lines` is the writing beside
   * each measurement as it stands on the screen.
   */
  saveMarks: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        lines: z.record(z.string().max(40), z.array(z.string().max(300)).max(20)),
      }),
    )
    .output(resultOf(z.object({ objects: z.number().int() }))),
  /** Which images a person has had on the screen; kept in the audit record. */
  markShown: oc
    .input(z.object({ taskId: taskIdSchema, sopInstanceUids: z.array(z.string()).max(5000) }))
    .output(resultOf(doneSchema)),
};
