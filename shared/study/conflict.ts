/** Identity conflict (身份冲突): one SOP Instance UID with two contents that differ in patient, side, date or pixels. */
import { z } from 'zod';
import { instantSchema, memberIdSchema, sha256Schema } from './ids.ts';

export const versionFields = [
  'patientName',
  'patientId',
  'sex',
  'birthDate',
  'side',
  'date',
  'pixels',
] as const;

/** One thing that differs, as each version says it; pixels by the start of their hash. */
export const versionDifferenceSchema = z.object({
  field: z.enum(versionFields),
  kept: z.string(),
  other: z.string(),
});
export type VersionDifference = z.infer<typeof versionDifferenceSchema>;

export const identityConflictSchema = z.object({
  sopInstanceUid: z.string(),
  /** The version that came first, and the one that came under the same UID later: hashes of the received bytes. */
  keptSha256: sha256Schema,
  otherSha256: sha256Schema,
  /** Empty while the township's station still compares them. */
  differs: z.array(versionDifferenceSchema),
  /** Which one the township said is right; null until then. */
  settled: z
    .object({
      sha256: sha256Schema,
      reason: z.string(),
      memberId: memberIdSchema.nullable(),
      at: instantSchema,
    })
    .nullable(),
});
export type IdentityConflict = z.infer<typeof identityConflictSchema>;

/** Conflicts that nobody has decided yet, and versions that are not compared yet: while there is one, nothing is signed. */
export function openConflicts(task: {
  readonly conflicts?: readonly IdentityConflict[] | undefined;
}): readonly IdentityConflict[] {
  return (task.conflicts ?? []).filter((conflict) => conflict.settled === null);
}

/** Of the open ones those that a person has to decide. */
export function comparedConflicts(task: Parameters<typeof openConflicts>[0]): readonly IdentityConflict[] {
  return openConflicts(task).filter((conflict) => conflict.differs.length > 0);
}
