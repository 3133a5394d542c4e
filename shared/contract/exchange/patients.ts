/**
 * The patient index of the region: records as sites know them, proposals that two are one person (疑似同一人), merges and
 * their undoing, and the priors of a patient for who holds the claim.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { reportStatusSchema } from '../../report/report.ts';
import {
  depositIdSchema,
  instantSchema,
  patientIdSchema,
  reportIdSchema,
  siteIdSchema,
  taskIdSchema,
} from '../../study/ids.ts';
import { kindSchema, sexSchema } from '../../study/kind.ts';
import { furtherIdSchema } from '../../study/patient.ts';
import { studySchema } from '../../study/study.ts';
import { commandIdSchema, doneSchema, resultOf } from '../result-schema.ts';
import { keptReportSchema } from './reports.ts';

/** What speaks for or against two records being one person. */
export const matchReasonSchema = z.enum([
  'identity-number-equal',
  'identity-number-differs',
  'identity-number-contradicted',
  'health-card-equal',
  'health-card-differs',
  'site-id-equal',
  'further-id-equal',
  'name-same',
  'name-variant',
  'name-transcribed',
  'name-reordered',
  'name-alike-sound',
  'name-alike-shape',
  'name-different',
  'birth-date-equal',
  'birth-date-near',
  'birth-date-differs',
  'sex-equal',
  'sex-differs',
]);
export type MatchReason = z.infer<typeof matchReasonSchema>;

/** One record: the patient as one site knows him. Records with the same `personId` are merged. */
export const patientRecordSchema = z.object({
  patientId: patientIdSchema,
  personId: patientIdSchema,
  siteId: siteIdSchema,
  siteName: z.string(),
  name: z.string(),
  sex: sexSchema,
  birthDate: z.string().nullable(),
  /** The site's own id; empty where it gave none. */
  id: z.string(),
  issuer: z.string(),
  /** What devices wrote beside the id, with who gave it. */
  otherIds: z.array(furtherIdSchema).default([]),
  identityNumber: z.string().nullable(),
  healthCard: z.string().nullable(),
  studies: z.number().int(),
  lastStudyAt: instantSchema.nullable(),
});
export type PatientRecord = z.infer<typeof patientRecordSchema>;

export const proposalSchema = z.object({
  proposalId: z.string(),
  one: patientRecordSchema,
  other: patientRecordSchema,
  /** 0 to 1. */
  confidence: z.number(),
  reasons: z.array(matchReasonSchema),
  createdAt: instantSchema,
});
export type Proposal = z.infer<typeof proposalSchema>;

export const mergeSchema = z.object({
  mergeId: z.string(),
  one: patientRecordSchema,
  other: patientRecordSchema,
  confidence: z.number(),
  reasons: z.array(matchReasonSchema),
  mergedAt: instantSchema,
  /** Null where the rule joined them by itself. */
  mergedBy: z.string().nullable(),
  note: z.string(),
  undoneAt: instantSchema.nullable(),
  undoneBy: z.string().nullable(),
  undoNote: z.string(),
});
export type Merge = z.infer<typeof mergeSchema>;

/** An earlier study of the patient of a task. */
export const priorSchema = z.object({
  depositId: depositIdSchema,
  studyInstanceUid: z.string(),
  kind: kindSchema,
  modality: z.string(),
  bodyPart: z.string(),
  description: z.string(),
  /** When it was acquired or, where the device does not say, first heard of. */
  at: instantSchema,
  siteName: z.string(),
  /** The site's own record, or one that the rule or a person merged with it. */
  known: z.enum(['record', 'rule', 'person']),
  /** Images that lie at the exchange. */
  images: z.number().int(),
  report: z
    .object({
      reportId: reportIdSchema,
      version: z.number().int(),
      status: reportStatusSchema,
      impression: z.string(),
      memberName: z.string(),
      committedAt: instantSchema,
    })
    .nullable(),
});
export type Prior = z.infer<typeof priorSchema>;

export const openedPriorSchema = z.object({
  prior: priorSchema,
  report: keptReportSchema.nullable(),
  /** With every object's hash, so that a station can fetch it. */
  study: studySchema,
});
export type OpenedPrior = z.infer<typeof openedPriorSchema>;

const noteSchema = z.string().max(500).default('');

export const patientsContract = {
  /** Records the caller may see: a clinic its own site's, who keeps the index all. */
  list: oc
    .input(
      z.object({
        search: z.string().max(64).default(''),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(resultOf(z.array(patientRecordSchema))),
  /** Open proposals, the surest first. */
  proposals: oc
    .input(z.object({ limit: z.number().int().min(1).max(500).default(100) }))
    .output(resultOf(z.object({ proposals: z.array(proposalSchema), open: z.number().int() }))),
  /** Joins two records by a person's decision; a note is needed where something speaks against it. */
  merge: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        one: patientIdSchema,
        other: patientIdSchema,
        note: noteSchema,
      }),
    )
    .output(resultOf(mergeSchema)),
  /** 不是同一人: the pair is not proposed again and never joined by the rule. */
  dismiss: oc
    .input(z.object({ commandId: commandIdSchema, proposalId: z.string().max(64), note: noteSchema }))
    .output(resultOf(doneSchema)),
  /** 撤销合并: what it joined is apart again; reports that quoted across it are flagged at both ends. */
  undoMerge: oc
    .input(z.object({ commandId: commandIdSchema, mergeId: z.string().max(64), note: noteSchema }))
    .output(resultOf(mergeSchema.extend({ flaggedReports: z.number().int() }))),
  history: oc
    .input(z.object({ limit: z.number().int().min(1).max(500).default(100) }))
    .output(resultOf(z.array(mergeSchema))),
  /** Only for who holds the claim of the task; every look is audited. */
  priors: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(priorSchema))),
  openPrior: oc
    .input(z.object({ taskId: taskIdSchema, depositId: depositIdSchema }))
    .output(resultOf(openedPriorSchema)),
};
