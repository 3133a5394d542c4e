/** What one arrival says about itself: its study, series and instance, before it has a hash and a place in the index. */
import { z } from 'zod';
import { instanceSchema, seriesSchema, studySchema } from './study.ts';

export const describedInstanceSchema = z.object({
  study: studySchema.omit({ series: true }),
  series: seriesSchema.omit({ instances: true }),
  instance: instanceSchema.omit({ sha256: true, size: true, held: true }),
});
export type DescribedInstance = z.infer<typeof describedInstanceSchema>;
