/** The order (申请单): what a township asks, about whom, how urgently, and whom to call. */
import { z } from 'zod';
import { instantSchema, memberIdSchema, orderIdSchema, siteIdSchema } from './ids.ts';
import { kindSchema, urgencySchema } from './kind.ts';
import { patientSchema } from './patient.ts';

/** 知情同意: that the patient, or a relative for him, agrees to be read from afar, and who at the township asked. */
export const consentSchema = z.object({
  by: z.enum(['patient', 'relative']),
  askedBy: z.string().trim().min(1).max(40),
});
export type Consent = z.infer<typeof consentSchema>;

/** What a person (or `yuanzhen send --order FILE`) fills in. */
export const orderFormSchema = z.object({
  patient: patientSchema,
  kind: kindSchema,
  /** DICOM modality: CT, MR, DX, US, ECG, … */
  modality: z.string().min(1).max(16),
  bodyPart: z.string().max(64).default(''),
  complaint: z.string().max(2000),
  history: z.string().max(4000).default(''),
  question: z.string().max(2000).default(''),
  /** Bedside phone: the number to call about this patient now. */
  phone: z.string().max(64),
  urgency: urgencySchema.default('routine'),
  /** Accession number (0008,0050) that joins order and study; made by the exchange when empty. */
  accessionNumber: z.string().max(16).default(''),
  /** How many objects the order expects; null when unknown. */
  expectedObjects: z.number().int().positive().nullable().default(null),
  consent: consentSchema.optional(),
  /** An emergency goes ahead of what its form still lacks (shared/study/order-rules.ts). */
  toFollow: z.boolean().optional(),
  /** Which fields are required; absent for an order of before. */
  formVersion: z.literal(2).optional(),
});
export type OrderForm = z.infer<typeof orderFormSchema>;

/** What an emergency left to follow. */
export const supplementSchema = z.object({
  history: orderFormSchema.shape.history.unwrap(),
  question: orderFormSchema.shape.question.unwrap(),
  consent: consentSchema.nullable(),
});
export type Supplement = z.infer<typeof supplementSchema>;

export const orderSchema = orderFormSchema.extend({
  orderId: orderIdSchema,
  siteId: siteIdSchema,
  siteName: z.string(),
  placedAt: instantSchema,
  placedBy: memberIdSchema.nullable(),
  /** 急诊直送: opened with four fields only. */
  emergencyDirect: z.boolean(),
  studyInstanceUid: z.string().nullable(),
});
export type Order = z.infer<typeof orderSchema>;
