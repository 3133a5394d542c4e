/**
 * Report JSON, version 1 (journey steps 8 to 12): what is signed, returned and verified.
 * The signed bytes are RFC 8785 JSON of `{ report, signer }`, where `report` is this object without `signatures`.
 */
import { z } from 'zod';
import { reportConsultationSchema } from '../study/consultation.ts';
import { noticeIdSchema } from '../study/critical-notice.ts';
import {
  depositIdSchema,
  instantSchema,
  memberIdSchema,
  orderIdSchema,
  reportIdSchema,
  sha256Schema,
  siteIdSchema,
  taskIdSchema,
} from '../study/ids.ts';
import { kindSchema } from '../study/kind.ts';
import { orderSchema } from '../study/order.ts';
import { patientSchema } from '../study/patient.ts';
import { signatureAlgorithmSchema } from '../study/signature.ts';
import { amendmentSchema } from './amendment.ts';

/** An earlier study that a report was compared with and quotes, named as it was known when it was quoted. */
export const quoteSchema = z.object({
  depositId: depositIdSchema,
  studyInstanceUid: z.string().max(64),
  siteName: z.string().max(64),
  exam: z.string().max(128),
  acquiredAt: instantSchema.nullable(),
  reportId: reportIdSchema.nullable(),
  version: z.number().int().positive().nullable(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** What limits the reading of an ECG, told by what was seen of it rather than typed. */
export const readingLimitSchema = z.object({
  kind: z.enum([
    'no-prior',
    'low-sampling',
    'lead-off',
    'lead-missing',
    'narrow-filter',
    'lead-reversal',
    'noise',
    'no-analysis',
    'no-age-sex',
  ]),
  text: z.string().max(200),
});
export type ReadingLimit = z.infer<typeof readingLimitSchema>;

/** What an ECG report's text is held to, as it stood when the text was last written. Absent where nothing was measured. */
export const reportEcgSchema = z.object({
  /** Rounded, by measurement key (shared/report/numbers); null for what was bound and is measured no more. */
  measured: z.record(z.string().max(24), z.number().nullable()),
  /** 手工值: numbers kept against their measurement. */
  manual: z
    .array(z.object({ key: z.string().max(24), value: z.number() }))
    .max(60)
    .optional(),
  /** Statements of the device or of the analysis that the reader accepted; no other is in the report. */
  accepted: z
    .array(
      z.object({
        origin: z.enum(['device', 'machine']),
        code: z.string().max(64),
        text: z.string().max(500),
      }),
    )
    .max(60)
    .optional(),
  limits: z.array(readingLimitSchema).max(12).optional(),
});
export type ReportEcg = z.infer<typeof reportEcgSchema>;

/** Numbers of an imaging report that say what was measured on an image (shared/report/numbers/image-links.ts). */
export const reportImageSchema = z.object({
  /** Places in the text, in UTF-16 offsets, each bound to `measurement id:quantity`. */
  links: z
    .array(
      z.object({
        key: z.string().max(64),
        field: z.enum(['findings', 'impression', 'recommendation']),
        from: z.number().int().nonnegative(),
        to: z.number().int().nonnegative(),
      }),
    )
    .max(200),
  /** As it stood when the text was last written; null for what is measured no more. */
  measured: z.record(
    z.string().max(64),
    z.object({
      value: z.number().nullable(),
      unit: z.string().max(32),
      decimals: z.number().int().min(0).max(6),
      name: z.string().max(60),
    }),
  ),
  /** 手工值: numbers kept against their measurement. */
  manual: z
    .array(z.object({ key: z.string().max(64), value: z.number() }))
    .max(200)
    .optional(),
});
export type ReportImage = z.infer<typeof reportImageSchema>;

/** What the reader keeps although the lint objects to it (shared/report/lint). */
export const keptRemarkSchema = z.object({ rule: z.string().max(40), said: z.string().max(80) });
export type KeptRemark = z.infer<typeof keptRemarkSchema>;

/** What a doctor writes. Plain text with line breaks; no markup travels. */
export const reportContentSchema = z.object({
  /** 影像所见 / 心电图所见 */
  findings: z.string().max(20_000),
  /** 诊断意见 / 心电图诊断 */
  impression: z.string().max(10_000),
  /** 建议, optional. */
  recommendation: z.string().max(4_000).default(''),
  /** Earlier studies quoted by key; absent where there are none. */
  quotes: z.array(quoteSchema).max(20).optional(),
  /** 会诊: whose opinion is quoted; absent where nobody's is. */
  consulted: z.array(reportConsultationSchema).max(10).optional(),
  ecg: reportEcgSchema.optional(),
  image: reportImageSchema.optional(),
  /** Absent where nothing was kept. */
  kept: z.array(keptRemarkSchema).max(60).optional(),
});
export type ReportContent = z.infer<typeof reportContentSchema>;

export const reportStatusSchema = z.enum(['preliminary', 'final', 'addendum', 'corrected', 'withdrawn']);
export type ReportStatus = z.infer<typeof reportStatusSchema>;

/** 诊断局限: a block that was passed with a coded reason, or a fact that limits the report. */
export const limitSchema = z.object({
  code: z.enum([
    'incomplete-images',
    'lossy-images',
    'picture-only',
    'images-unseen',
    'other-study-open',
    'late-images',
    'critical-unjudged',
    'other',
  ]),
  text: z.string().max(500),
  /** Which fact of the reading it is, where the code is `other`. */
  reading: readingLimitSchema.shape.kind.optional(),
});
export type ReportLimit = z.infer<typeof limitSchema>;

/** 危急值已通知: what was told to whom before the report was signed; never a drill. */
export const reportNoticeSchema = z.object({
  noticeId: noticeIdSchema,
  code: z.string().max(40),
  list: z.string().max(40),
  version: z.string().max(40),
  text: z.object({ zh: z.string().max(200), en: z.string().max(200) }),
  raisedBy: z.string(),
  raisedAt: instantSchema,
  deliveredAt: instantSchema.nullable(),
  /** Who read it back, how and when; null while nobody has. */
  readBack: z
    .object({ recipient: z.string(), how: z.enum(['typed', 'phone']), at: instantSchema })
    .nullable(),
});
export type ReportNotice = z.infer<typeof reportNoticeSchema>;

export const signerSchema = z.object({
  role: z.enum(['author', 'reviewer']),
  memberId: memberIdSchema,
  name: z.string(),
  licence: z.string(),
  /** Signing time in estimated exchange time. */
  at: instantSchema,
});
export type Signer = z.infer<typeof signerSchema>;

export const signatureSchema = signerSchema.extend({
  algorithm: signatureAlgorithmSchema,
  /** PEM of the reader's certificate for this workstation, issued by the exchange. */
  certificate: z.string().max(8_000),
  /** Base64 of r‖s, 64 bytes, over the canonical bytes. */
  value: z.string().max(200),
});
export type ReportSignature = z.infer<typeof signatureSchema>;

const plainBodySchema = z.object({
  format: z.literal('yuanzhen-report'),
  formatVersion: z.literal(1),
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  status: reportStatusSchema,
  /** SHA-256 of the canonical JSON of the version this one replaces; null for the first. */
  replaces: sha256Schema.nullable(),
  taskId: taskIdSchema,
  claim: z.number().int().positive(),
  kind: kindSchema,
  site: z.object({ siteId: siteIdSchema, name: z.string() }),
  centre: z.string(),
  orderId: orderIdSchema,
  order: orderSchema,
  /** Identity from the order, never from typing. */
  patient: patientSchema,
  study: z.object({
    studyInstanceUid: z.string(),
    accessionNumber: z.string(),
    modality: z.string(),
    bodyPart: z.string(),
    description: z.string(),
    acquiredAt: instantSchema.nullable(),
  }),
  images: z.object({
    received: z.number().int().nonnegative(),
    expected: z.number().int().nonnegative().nullable(),
    incomplete: z.boolean(),
  }),
  imageSetSha256: sha256Schema,
  content: reportContentSchema,
  /** Why this version amends a signed one, and what that one said; absent where nothing signed is amended. */
  amendment: amendmentSchema.optional(),
  limits: z.array(limitSchema),
  /** Absent where nothing critical was raised. */
  notices: z.array(reportNoticeSchema).max(20).optional(),
  openedAt: instantSchema.nullable(),
  claimedAt: instantSchema.nullable(),
  issuedAt: instantSchema,
  simulation: z.boolean(),
  pdfSha256: sha256Schema,
});
/** With a second doctor the report carries what the first one signed, whole: his signature is over that. */
export const reportBodySchema = plainBodySchema.extend({ reviewed: plainBodySchema.optional() });
export type ReportBody = z.infer<typeof reportBodySchema>;

export const reportSchema = reportBodySchema.extend({ signatures: z.array(signatureSchema).min(1) });
export type Report = z.infer<typeof reportSchema>;

/** Of a report that two doctors signed the PDF encloses under this name what its author signed, as JSON. */
export const submittedFileName = 'author-signed-report.json';
