/** The patient as one site knows him or her: keyed by (site, issuer, id). */
import { z } from 'zod';
import { healthCardSchema, identityNumberSchema } from './identity-number.ts';
import { sexSchema } from './kind.ts';

/** A further number of a patient: who gave it ('' where nobody says) and the number. */
export const furtherIdSchema = z.object({ id: z.string().min(1).max(64), issuer: z.string().max(64) });
export type FurtherId = z.infer<typeof furtherIdSchema>;

export const patientSchema = z.object({
  /** As read aloud, e.g. 王小东; component groups of a DICOM PN are already chosen from. */
  name: z.string().min(1).max(192),
  id: z.string().max(64),
  sex: sexSchema,
  /** YYYY-MM-DD, or null when unknown. */
  birthDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  /** Who gave the id (0010,0021), where a site has more than one numbering. */
  issuer: z.string().max(64).optional(),
  /** Citizen identity number, valid by GB 11643. */
  identityNumber: identityNumberSchema.optional(),
  /** Health card number or electronic health card id. */
  healthCard: healthCardSchema.optional(),
});
export type Patient = z.infer<typeof patientSchema>;
