/**
 * 会诊: who holds a task asks a colleague, or the doctors of a higher hospital, with the case as it stands. It stands on the task; its
 * clock goes on. The one who is asked sees the case while it is open, and answers by name.
 */
import { z } from 'zod';
import { instantSchema, memberIdSchema, siteIdSchema } from './ids.ts';
import type { Task } from './task.ts';

export const consultationIdSchema = z.string().min(8).max(64);

export const longestQuestion = 500;
export const longestOpinion = 2000;
/** How long one waits for an answer, in minutes. */
export const consultationMinutes = [5, 10, 30, 60] as const;
/** A case that needs more than so many needs another reader. */
export const mostConsultations = 10;

const bySchema = z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema });
const reasonSchema = z.string().trim().min(1).max(longestQuestion);

export const consultedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), memberId: memberIdSchema, name: z.string() }),
  /** Whoever of that hospital takes it up. */
  z.object({ kind: z.literal('site'), siteId: siteIdSchema, name: z.string() }),
]);
export type Consulted = z.infer<typeof consultedSchema>;

export const consultationSchema = z.object({
  consultationId: consultationIdSchema,
  to: consultedSchema,
  /** Empty where it is none of the reader's business: at the township. */
  question: z.string().max(longestQuestion),
  asked: bySchema,
  /** Past this instant nobody waits any more. */
  answerBy: instantSchema,
  /** Somebody who was asked has the case before him. */
  opened: bySchema.nullable(),
  /** `site` is where he sits; '' for the reading centre. */
  answered: bySchema.extend({ site: z.string(), opinion: z.string().max(longestOpinion) }).nullable(),
  declined: bySchema.extend({ reason: z.string().max(longestQuestion) }).nullable(),
  withdrawn: bySchema.nullable(),
  /** Nobody answered in time, or the case was reported before. */
  ended: z.object({ at: instantSchema, why: z.enum(['time', 'reported']) }).nullable(),
});
export type Consultation = z.infer<typeof consultationSchema>;

/** What goes along with the question: the draft as its writer left it. Images and what was measured on them come with the study. */
export const caseStateSchema = z.object({
  findings: z.string().max(20_000),
  impression: z.string().max(10_000),
  recommendation: z.string().max(4_000),
});
export type CaseState = z.infer<typeof caseStateSchema>;

export const consultationStepSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('opened') }),
  z.object({ what: z.literal('answered'), opinion: z.string().trim().min(1).max(longestOpinion) }),
  z.object({ what: z.literal('declined'), reason: reasonSchema }),
  z.object({ what: z.literal('withdrawn') }),
]);
export type ConsultationStep = z.infer<typeof consultationStepSchema>;

export type ConsultationState = 'open' | 'answered' | 'declined' | 'withdrawn' | 'ended';

export function consultationState(one: Consultation): ConsultationState {
  if (one.answered !== null) return 'answered';
  if (one.declined !== null) return 'declined';
  if (one.withdrawn !== null) return 'withdrawn';
  return one.ended === null ? 'open' : 'ended';
}

/** Only while it is open; it is opened once. */
export function mayStepConsultation(one: Consultation, what: ConsultationStep['what']): boolean {
  return consultationState(one) === 'open' && (what !== 'opened' || one.opened === null);
}

export function afterConsultationStep(
  one: Consultation,
  step: ConsultationStep,
  who: z.infer<typeof bySchema> & { readonly site: string },
): Consultation {
  const { site, ...by } = who;
  switch (step.what) {
    case 'opened':
      return { ...one, opened: by };
    case 'answered':
      return { ...one, opened: one.opened ?? by, answered: { ...by, site, opinion: step.opinion } };
    case 'declined':
      return { ...one, declined: { ...by, reason: step.reason } };
    case 'withdrawn':
      return { ...one, withdrawn: by };
  }
}

/** States of a task in which its reader may still use an answer. */
export function isConsultable({ state }: Pick<Task, 'state'>): boolean {
  return state === 'reading' || state === 'preliminary' || state === 'reviewing';
}

/** 会诊 in a report: whose opinion it quotes. */
export const reportConsultationSchema = z.object({
  consultationId: consultationIdSchema,
  name: z.string().max(64),
  site: z.string().max(64),
  at: instantSchema,
});
export type ReportConsultation = z.infer<typeof reportConsultationSchema>;

/** How an opinion is named in a report; null while there is none. */
export function quotedConsultation(one: Consultation): ReportConsultation | null {
  const { consultationId, answered } = one;
  return answered && { consultationId, name: answered.name, site: answered.site, at: answered.at };
}
