/** 先判后看 (journey step 8): the rhythm a reader commits himself to before he sees what the machine says. */
import { z } from 'zod';

/** In the order of their keys. */
export const committedRhythms = [
  'sinus',
  'atrial-fibrillation',
  'atrial-flutter',
  'supraventricular-tachycardia',
  'ventricular-tachycardia',
  'junctional',
  'paced',
  'other',
] as const;
export const committedRhythmSchema = z.enum(committedRhythms);
export type CommittedRhythm = z.infer<typeof committedRhythmSchema>;

/** The key that stands for a rhythm of the analysis; `other` for what has none of its own. */
export function rhythmOfMachine(name: string): CommittedRhythm {
  return committedRhythmSchema.safeParse(name).data ?? 'other';
}
