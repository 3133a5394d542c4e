/** 机器提示危急: what a critical ECG rule said of one recording of a task, and what a doctor made of it. */
import { z } from 'zod';
import { instantSchema, memberIdSchema, sha256Schema } from './ids.ts';

export const criticalFindingSchema = z.object({
  /** `zhejiang`, `shanxi`, `national-2017`: the list of the rule, and its version. */
  ruleSet: z.string().min(1).max(40),
  version: z.string().max(40),
  code: z.string().min(1).max(40),
  text: z.object({ zh: z.string().max(200), en: z.string().max(200) }),
  /** What was measured; `unit` as in shared/ecg/analysis.ts. */
  evidence: z
    .array(
      z.object({
        name: z.string().max(40),
        value: z.union([z.number(), z.string().max(80)]),
        unit: z.string().max(20),
        lead: z.string().max(20).optional(),
      }),
    )
    .max(40),
});

export const criticalVerdictSchema = z.enum(['confirmed', 'rejected']);
export type CriticalVerdict = z.infer<typeof criticalVerdictSchema>;

export const criticalHitSchema = z.object({
  /** The recording, by the bytes as the device sent them. */
  sha256: sha256Schema,
  raisedAt: instantSchema,
  findings: z.array(criticalFindingSchema).min(1).max(60),
  /** Null: 待确认. */
  verdict: z
    .object({ what: criticalVerdictSchema, memberId: memberIdSchema, name: z.string(), at: instantSchema })
    .nullable(),
});
export type CriticalHit = z.infer<typeof criticalHitSchema>;

interface WithHits {
  readonly critical?: readonly CriticalHit[] | undefined;
}

/** Hits nobody has confirmed or rejected yet. */
export function openHits({ critical }: WithHits): readonly CriticalHit[] {
  return (critical ?? []).filter((hit) => hit.verdict === null);
}

/** The gravest of a task's hits; null where there is none. A rejected one lifts nothing. */
export function criticalStanding(task: WithHits): 'unconfirmed' | CriticalVerdict | null {
  if (task.critical === undefined || task.critical.length === 0) return null;
  if (openHits(task).length > 0) return 'unconfirmed';
  return task.critical.some((hit) => hit.verdict?.what === 'confirmed') ? 'confirmed' : 'rejected';
}

/** Whether a critical rule holds the task above all others. */
export function isLifted(task: WithHits): boolean {
  const standing = criticalStanding(task);
  return standing === 'unconfirmed' || standing === 'confirmed';
}
