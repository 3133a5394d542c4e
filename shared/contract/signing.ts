/** Signing (journey steps 9 and 10): the facts of the dialog, its blocks, and the signature itself. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { lintFindingSchema } from '../report/lint/lint.ts';
import { limitSchema, reportContentSchema, reportStatusSchema } from '../report/report.ts';
import { instantSchema, taskIdSchema } from '../study/ids.ts';
import { patientSchema } from '../study/patient.ts';
import { qualitySchema, scoreSchema } from '../study/quality.ts';
import { documentCountSchema, reportSummarySchema } from '../study/task.ts';
import { queuedSchema, resultOf } from './result-schema.ts';

/** What stands in the way of a signature. Only some may be passed, with a coded reason that is printed under 诊断局限. */
export const blockSchema = z.object({
  code: z.enum([
    'report-empty',
    'report-unchanged',
    'number-contradicted',
    'text-conflicting',
    'incomplete-images',
    'images-unseen',
    'other-study-open',
    'late-images',
    'critical-unjudged',
    'quality-unscored',
    'identity-unsettled',
    'identity-conflict',
    'right-missing',
    'images-changed',
    'claim-lost',
    'key-missing',
  ]),
  passable: z.boolean(),
});
export type SigningBlock = z.infer<typeof blockSchema>;

/** What the dialog states, all of it from the bound order and images. */
export const signingFactsSchema = z.object({
  patient: patientSchema,
  siteName: z.string(),
  exam: z.string(),
  acquiredAt: instantSchema.nullable(),
  images: z.object({
    received: z.number().int(),
    expected: z.number().int().nullable(),
    documents: documentCountSchema.optional(),
    incomplete: z.boolean(),
  }),
  /** Series with images that were never on this person's screen: how many were, of how many. */
  unseen: z
    .array(
      z.object({
        seriesNumber: z.number().int().nullable(),
        description: z.string(),
        shown: z.number().int(),
        of: z.number().int(),
      }),
    )
    .optional(),
  content: reportContentSchema,
  /** What the lint objects to and nobody kept, where that stands in the way. */
  remarks: z.array(lintFindingSchema).optional(),
  blocks: z.array(blockSchema),
  /** What was said of the images, here or at the exchange; null while nothing was. */
  quality: qualitySchema.nullable().optional(),
  /** Two doctors are required: what is signed as final goes to the second one. */
  submits: z.boolean(),
  /** Which kinds of report policy and rights allow now. */
  allowed: z.array(reportStatusSchema),
  /** 'pin', or 'password' after five wrong PINs or where no PIN is set. */
  credential: z.enum(['pin', 'password']),
  /** False while the link is down: the signature will wait as 已签名·待送达. */
  linked: z.boolean(),
});
export type SigningFacts = z.infer<typeof signingFactsSchema>;

export const signingContract = {
  prepare: oc
    .input(z.object({ taskId: taskIdSchema, openStudies: z.array(z.string()).default([]) }))
    .output(resultOf(signingFactsSchema)),
  /** Unseals the key, renders the PDF, signs, keeps both, and sends them home through the outbox. */
  sign: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        status: reportStatusSchema,
        secret: z.string().min(1).max(200),
        passed: z.array(limitSchema).max(10).default([]),
        openStudies: z.array(z.string()).default([]),
      }),
    )
    .output(
      resultOf(
        z.object({
          reportId: z.string(),
          version: z.number().int(),
          /** 'committed' at the exchange, or 'queued' in this station's outbox. */
          state: z.enum(['committed', 'queued']),
          summary: reportSummarySchema.nullable(),
        }),
      ),
    ),
  /** 图像质量 beside the signature; said again it takes the place of what was said. */
  scoreQuality: oc
    .input(z.object({ taskId: taskIdSchema, score: scoreSchema }))
    .output(resultOf(queuedSchema)),
  /** 无需修改: the late images change nothing; goes through the outbox like a signature. */
  keepReport: oc
    .input(z.object({ taskId: taskIdSchema, openStudies: z.array(z.string()).default([]) }))
    .output(resultOf(queuedSchema)),
};
