/** 值班: how many readers who may answer a kind of exam sit at their windows now, and whom to telephone when nobody does. */
import { z } from 'zod';
import { contactSchema } from './escalation.ts';
import { silentSiteSchema } from './silence.ts';

const dutyOfKindSchema = z.object({
  readers: z.number().int().nonnegative(),
  contact: contactSchema.nullable(),
});

/** For one site; for the reading centre of any site. */
export const dutySchema = z.object({
  ecg: dutyOfKindSchema,
  imaging: dutyOfKindSchema,
  /** Why nothing may be signed now: what is signed has to stand in an audit that is whole and has room. */
  signingStopped: z.enum(['audit-broken', 'disk-full']).optional(),
  /** At the centre: rises with every change of a peer review; what it means for whom each asks for himself. */
  peerReviews: z.number().int().optional(),
  /** Sites that usually send at this hour and do not; absent where there are none. */
  silent: z.array(silentSiteSchema).optional(),
});
export type Duty = z.infer<typeof dutySchema>;
