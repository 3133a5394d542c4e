/** Peer review as the window uses it: asked of the exchange in the person's own name; the study comes with the case, to look at, without a name. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { peerCaseSchema } from '../study/peer-review.ts';
import { studySchema } from '../study/study.ts';
import { peerReviewContract as exchangePeerReview } from './exchange/peer-review.ts';
import { commandIdSchema, resultOf } from './result-schema.ts';

const { next: _asked, ...same } = exchangePeerReview;

export const peerReviewContract = {
  ...same,
  next: oc
    .input(z.object({ commandId: commandIdSchema }))
    .output(resultOf(z.object({ case: peerCaseSchema, study: studySchema }))),
  /** The study of the case that `next` gave this person, as far as it has come here. */
  study: oc.input(z.object({ reviewId: z.string().max(64) })).output(resultOf(studySchema)),
};
