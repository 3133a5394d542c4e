/**
 * Patients at a window: proposals and merges for who keeps the index, priors for who holds the claim. The station asks the
 * exchange in the person's name and fetches what a prior needs to be looked at.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { marksSchema } from '../measure/marking.ts';
import { depositIdSchema, patientIdSchema, taskIdSchema, uidSchema } from '../study/ids.ts';
import { studySchema } from '../study/study.ts';
import { patientsContract as atExchange, mergeSchema, openedPriorSchema } from './exchange/patients.ts';
import { doneSchema, resultOf } from './result-schema.ts';

const noteSchema = z.string().max(500).default('');

export const patientsContract = {
  list: atExchange.list,
  proposals: atExchange.proposals,
  history: atExchange.history,
  merge: oc
    .input(z.object({ one: patientIdSchema, other: patientIdSchema, note: noteSchema }))
    .output(resultOf(mergeSchema)),
  dismiss: oc
    .input(z.object({ proposalId: z.string().max(64), note: noteSchema }))
    .output(resultOf(doneSchema)),
  undoMerge: oc
    .input(z.object({ mergeId: z.string().max(64), note: noteSchema }))
    .output(resultOf(mergeSchema.extend({ flaggedReports: z.number().int() }))),
  priors: atExchange.priors,
  /** Opens a prior beside the study that is read; its objects are fetched in the background. */
  openPrior: oc
    .input(z.object({ taskId: taskIdSchema, depositId: depositIdSchema }))
    .output(resultOf(openedPriorSchema)),
  /** What readers saved on the images of an opened prior; null for nothing. */
  priorMarks: oc
    .input(z.object({ taskId: taskIdSchema, studyInstanceUid: uidSchema }))
    .output(resultOf(marksSchema.nullable())),
  /** An opened prior as far as it lies here by now. */
  priorStudy: oc
    .input(z.object({ taskId: taskIdSchema, studyInstanceUid: uidSchema }))
    .output(resultOf(studySchema)),
};
