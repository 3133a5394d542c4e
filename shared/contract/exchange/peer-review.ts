/** Peer review at the exchange: every call needs the person's token, since what each may see depends on whose the report is. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, taskIdSchema } from '../../study/ids.ts';
import {
  ownPeerReviewsSchema,
  peerBoardSchema,
  peerCaseSchema,
  peerNoteSchema,
  peerVerdictSchema,
} from '../../study/peer-review.ts';
import { commandIdSchema, doneSchema, resultOf } from '../result-schema.ts';

const reviewIdSchema = z.string().min(8).max(64);

/** What changes a review in a person's name. */
const stepSchema = z.object({ commandId: commandIdSchema, reviewId: reviewIdSchema });

export const peerReviewContract = {
  mine: oc.output(resultOf(ownPeerReviewsSchema)),
  /** The report the caller has taken already, else the oldest one he may score: his for half an hour. */
  next: oc
    .input(z.object({ commandId: commandIdSchema }))
    .output(resultOf(peerCaseSchema.extend({ taskId: taskIdSchema }))),
  /** He knows the case or its author: it goes to another, and never to him again. */
  decline: oc.input(stepSchema).output(resultOf(doneSchema)),
  /** The author is named with the answer, and not before. */
  score: oc
    .input(stepSchema.extend({ verdict: peerVerdictSchema }))
    .output(resultOf(z.object({ authorName: z.string() }))),
  /** By the author: taken note of, with what he has to say or ''. */
  answer: oc.input(stepSchema.extend({ text: peerNoteSchema })).output(resultOf(doneSchema)),
  /** The log of discrepancies, for the region's administrator. */
  board: oc.input(z.object({ from: instantSchema, to: instantSchema })).output(resultOf(peerBoardSchema)),
};
