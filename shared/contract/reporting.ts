/** Reporting (journey step 8): drafts, templates, snippets. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { lintSubjectSchema } from '../report/lint/lint.ts';
import { reportContentSchema, reportSchema } from '../report/report.ts';
import { committedRhythmSchema } from '../report/rhythm-commit.ts';
import { templateFormSchema } from '../report/templates/template-file.ts';
import { instantSchema, taskIdSchema } from '../study/ids.ts';
import { kindSchema } from '../study/kind.ts';
import { draftSchema } from './exchange/tasks.ts';
import { doneSchema, resultOf } from './result-schema.ts';

export const templateSchema = templateFormSchema.extend({
  templateId: z.string(),
  /** Built-in ones cannot be changed, only copied. */
  builtIn: z.boolean(),
  /** An administrator keeps it for everybody at this station. */
  shared: z.boolean(),
});
export type Template = z.infer<typeof templateSchema>;

/** A file that was read for import: what is in it, and what was taken out of it. Nothing is kept yet. */
export const readTemplatesSchema = z.object({
  templates: z.array(templateFormSchema),
  removed: z.object({
    scripts: z.number().int(),
    handlers: z.number().int(),
    remote: z.number().int(),
    others: z.number().int(),
  }),
});
export type ReadTemplates = z.infer<typeof readTemplatesSchema>;

export const snippetSchema = z.object({
  snippetId: z.string(),
  /** Typed as `;abbreviation` + space in the editor, e.g. ;fd for 房颤. */
  abbreviation: z.string().min(1).max(16),
  text: z.string().min(1).max(2000),
  kind: z.union([kindSchema, z.literal('*')]),
  builtIn: z.boolean(),
});
export type Snippet = z.infer<typeof snippetSchema>;

/** 先判后看: what the person committed on this task, and his own agreement with the machine at this station so far. */
export const rhythmCommitmentSchema = z.object({
  committed: z
    .object({ rhythm: committedRhythmSchema, machine: committedRhythmSchema.nullable() })
    .nullable(),
  agreed: z.number().int().nonnegative(),
  counted: z.number().int().nonnegative(),
});
export type RhythmCommitment = z.infer<typeof rhythmCommitmentSchema>;

export const reportingContract = {
  /** The person's own draft, and the former holder's when the task was taken over (继续 / 另写); `begins` where a correction has only begun. */
  drafts: oc
    .input(z.object({ taskId: taskIdSchema }))
    .output(
      resultOf(z.object({ own: draftSchema.nullable(), former: z.array(draftSchema), begins: z.boolean() })),
    ),
  /** What the writer has submitted to this reviewer; null where nothing waits. */
  submission: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(reportSchema.nullable())),
  /** Kept on disk before the answer; sent on through the outbox. */
  saveDraft: oc
    .input(
      z.object({ taskId: taskIdSchema, content: reportContentSchema, revision: z.number().int().positive() }),
    )
    .output(resultOf(z.object({ savedAt: instantSchema }))),
  /** What the text is read against while it is written; null where the task is not known. */
  lintSubject: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(lintSubjectSchema.nullable())),
  templates: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(z.array(templateSchema))),
  /** Every template of this person, of this station and built in, whatever the exam. */
  allTemplates: oc.output(resultOf(z.array(templateSchema))),
  /** `templateId` replaces an own or shared one; only administrators keep shared ones. */
  saveTemplate: oc
    .input(templateFormSchema.extend({ shared: z.boolean(), templateId: z.string().optional() }))
    .output(resultOf(templateSchema)),
  /** Reads a file of own templates (JSON) or an IHE MRRT template (HTML). */
  readTemplates: oc
    .input(z.object({ name: z.string().max(255), text: z.string().max(2_000_000) }))
    .output(resultOf(readTemplatesSchema)),
  removeTemplate: oc.input(z.object({ templateId: z.string() })).output(resultOf(doneSchema)),
  snippets: oc.output(resultOf(z.array(snippetSchema))),
  saveSnippet: oc
    .input(snippetSchema.omit({ snippetId: true, builtIn: true }))
    .output(resultOf(snippetSchema)),
  rhythm: oc.input(z.object({ taskId: taskIdSchema })).output(resultOf(rhythmCommitmentSchema)),
  /** The first commitment on a task stands. */
  commitRhythm: oc
    .input(
      z.object({
        taskId: taskIdSchema,
        rhythm: committedRhythmSchema,
        machine: committedRhythmSchema.nullable(),
      }),
    )
    .output(resultOf(rhythmCommitmentSchema)),
  removeSnippet: oc.input(z.object({ snippetId: z.string() })).output(resultOf(doneSchema)),
};
