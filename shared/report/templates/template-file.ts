/** Report templates as they are kept and exchanged: own JSON, version 1. Plain text; what has to be filled in stands in 【】, what the case fills in in { }. */
import { z } from 'zod';
import { kindSchema } from '../../study/kind.ts';

export const templateTextSchema = z.object({
  findings: z.string().max(20_000),
  impression: z.string().max(10_000),
  recommendation: z.string().max(4_000).default(''),
});

export const templateFormSchema = z.object({
  name: z.string().min(1).max(60),
  kind: kindSchema,
  /** DICOM modality it is offered for; '*' for all of the kind. */
  modality: z.string().min(1).max(16),
  /** Body part it is for, as an exam names it; '' for all. */
  bodyPart: z.string().max(64),
  /** A report in which nothing is found: offered first. */
  normal: z.boolean().optional(),
  /** Only for this sex; absent for both. */
  sex: z.enum(['M', 'F']).optional(),
  /** Of its text; absent for Chinese. */
  language: z.literal('en').optional(),
  content: templateTextSchema,
  /** Where it comes from, e.g. the title and publisher of an IHE MRRT template. */
  source: z.string().max(200).optional(),
});
export type TemplateForm = z.infer<typeof templateFormSchema>;

export const templateFileSchema = z.object({
  format: z.literal('yuanzhen-templates'),
  formatVersion: z.literal(1),
  /** Of the collection, e.g. a date; for people. */
  edition: z.string().max(40),
  templates: z.array(templateFormSchema).max(500),
});
export type TemplateFile = z.infer<typeof templateFileSchema>;
