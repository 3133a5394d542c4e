/**
 * Peer review (同行评议): a share of the final reports is read once more by a colleague who is not told whose they are, and scored as
 * RADPEER does; what a second doctor changed in a conclusion is scored by him. Both make the log of discrepancies.
 */
import { z } from 'zod';
import { instantSchema, reportIdSchema, taskIdSchema } from './ids.ts';
import { kindSchema, sexSchema } from './kind.ts';

/** RADPEER: 1 concur, 2 not ordinarily expected to be seen, 3 should be seen most of the time, 4 almost every time. */
export const peerScores = [1, 2, 3, 4] as const;
export const peerScoreSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type PeerScore = z.infer<typeof peerScoreSchema>;

/** From here on the author hears of it. */
export const seriousScore = 3;

/** `sample`: drawn at the final signature; `edit`: another doctor signed something else than what lay before him. */
export const peerSources = ['sample', 'edit'] as const;
export const peerSourceSchema = z.enum(peerSources);
export type PeerSource = z.infer<typeof peerSourceSchema>;

export const peerNoteSchema = z.string().trim().max(500);

/** Concurrence is never significant. */
export const peerVerdictSchema = z
  .object({ score: peerScoreSchema, significant: z.boolean(), note: peerNoteSchema })
  .refine(({ score, significant }) => score > 1 || !significant, 'concurrence is never significant');
export type PeerVerdict = z.infer<typeof peerVerdictSchema>;

/** Of a sampled report a serious score needs a reason; of an edit the changed words are one. */
export function needsNote(source: PeerSource, score: PeerScore): boolean {
  return source === 'sample' && score >= seriousScore;
}

/** How many of a hundred final reports are drawn. */
export const peerReviewPolicySchema = z.object({ percent: z.number().min(0).max(100) });
export type PeerReviewPolicy = z.infer<typeof peerReviewPolicySchema>;

export const standardPeerReviewPolicy: PeerReviewPolicy = { percent: 3 };

/** What a second doctor made of the conclusions before him, in their words. */
export const peerChangeSchema = z.object({
  removed: z.array(z.string()).max(50),
  added: z.array(z.string()).max(50),
});
export type PeerChange = z.infer<typeof peerChangeSchema>;

/** A drawn report as its reviewer reads it: what was asked and what was said, of nobody by nobody. */
export const peerCaseSchema = z.object({
  reviewId: z.string(),
  kind: kindSchema,
  modality: z.string(),
  bodyPart: z.string(),
  description: z.string(),
  acquiredAt: instantSchema.nullable(),
  /** The birth date to the month only, from two years on. */
  patient: z.object({ sex: sexSchema, birthDate: z.string().nullable() }),
  complaint: z.string(),
  history: z.string(),
  question: z.string(),
  report: z.object({ findings: z.string(), impression: z.string(), recommendation: z.string() }),
});
export type PeerCase = z.infer<typeof peerCaseSchema>;

const examSchema = z.object({
  reviewId: z.string(),
  taskId: taskIdSchema,
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  kind: kindSchema,
  /** Modality and description as the list shows them. */
  exam: z.string(),
  siteName: z.string(),
});

/** An edit that waits for the score of who made it. */
export const peerEditSchema = examSchema.extend({
  authorName: z.string(),
  signedAt: instantSchema,
  change: peerChangeSchema,
});
export type PeerEdit = z.infer<typeof peerEditSchema>;

/** What the author is told: never by whom a drawn report was scored. */
export const peerFindingSchema = examSchema.extend({
  source: peerSourceSchema,
  score: peerScoreSchema,
  significant: z.boolean(),
  note: z.string(),
  scoredAt: instantSchema,
  change: peerChangeSchema.nullable(),
});
export type PeerFinding = z.infer<typeof peerFindingSchema>;

/** What peer review asks of one person now. */
export const ownPeerReviewsSchema = z.object({
  /** Drawn reports he may score, the one he has taken included. */
  toReview: z.number().int().nonnegative(),
  toScore: z.array(peerEditSchema),
  told: z.array(peerFindingSchema),
});
export type OwnPeerReviews = z.infer<typeof ownPeerReviewsSchema>;

/** One line of the log: a score of 2 and more, or an edit. */
export const peerRowSchema = z.object({
  reviewId: z.string(),
  source: peerSourceSchema,
  kind: kindSchema,
  siteName: z.string(),
  exam: z.string(),
  accessionNumber: z.string(),
  openedAt: instantSchema,
  authorName: z.string(),
  reviewerName: z.string(),
  /** Null while an edit waits for its score. */
  score: peerScoreSchema.nullable(),
  significant: z.boolean(),
  note: z.string(),
  scoredAt: instantSchema.nullable(),
  change: peerChangeSchema.nullable(),
  /** What the author said; '' for taken note of, null while he has not. */
  answer: z.string().nullable(),
});
export type PeerRow = z.infer<typeof peerRowSchema>;

const countsSchema = z.object({
  /** Drawn, scored or not. */
  drawn: z.number().int(),
  /** Of the drawn ones. */
  scored: z.number().int(),
  /** How many of each score, 1 to 4, drawn ones and edits together. */
  scores: z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()]),
  significant: z.number().int(),
  edits: z.number().int(),
});

export const peerBoardSchema = z.object({
  kinds: z.array(countsSchema.extend({ kind: kindSchema, signed: z.number().int() })),
  authors: z.array(countsSchema.extend({ authorName: z.string() })),
  /** Newest first. */
  rows: z.array(peerRowSchema),
  /** How many are not listed. */
  more: z.number().int(),
});
export type PeerBoard = z.infer<typeof peerBoardSchema>;
