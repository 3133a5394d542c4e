/** 值班: how many readers who may answer a kind of exam sit at their windows now, and whom to telephone when nobody does. */
import { z } from 'zod';
import { contactSchema } from './escalation.ts';

const dutyOfKindSchema = z.object({
  readers: z.number().int().nonnegative(),
  contact: contactSchema.nullable(),
});

/** For one site; for the reading centre of any site. */
export const dutySchema = z.object({ ecg: dutyOfKindSchema, imaging: dutyOfKindSchema });
export type Duty = z.infer<typeof dutySchema>;
