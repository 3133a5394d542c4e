/** The escalation ladder (催办): which rungs a task has reached while nobody answers, whom they name, who was telephoned. */
import { z } from 'zod';
import { instantSchema, memberIdSchema } from './ids.ts';
import { type Kind, kindSchema } from './kind.ts';
import type { Task } from './task.ts';

/** From the calmest: a sound, everybody in the room, the duty leader, the list of telephone numbers. */
export const rungNames = ['sound', 'room', 'leader', 'phones'] as const;
export const rungNameSchema = z.enum(rungNames);
export type RungName = z.infer<typeof rungNameSchema>;

export const contactSchema = z.object({
  name: z.string().trim().min(1).max(40),
  phone: z.string().trim().max(40),
});
export type Contact = z.infer<typeof contactSchema>;

const percentSchema = z.number().int().min(1).max(1000);

/** Whom to call, and at which percent of the target, for a kind at a site; '*' stands for every kind or site. */
export const escalationRuleSchema = z.object({
  kind: z.union([kindSchema, z.literal('*')]).default('*'),
  /** Name or id of a site. */
  site: z.string().min(1).max(64).default('*'),
  percent: z
    .object({ sound: percentSchema, room: percentSchema, leader: percentSchema, phones: percentSchema })
    .default({ sound: 50, room: 80, leader: 100, phones: 150 }),
  /** 值班组长; reached in the window when he signs in under this name. */
  leader: contactSchema.nullable().default(null),
  phones: z.array(contactSchema).max(10).default([]),
  /** Who is telephoned at the township when a critical value is not answered, one after the other. */
  critical: z.array(contactSchema).max(10).default([]),
});
export type EscalationRule = z.infer<typeof escalationRuleSchema>;

export const escalationPolicySchema = z.object({ rules: z.array(escalationRuleSchema).max(1000) });
export type EscalationPolicy = z.infer<typeof escalationPolicySchema>;

export const firedRungSchema = z.object({
  rung: rungNameSchema,
  at: instantSchema,
  to: z.array(contactSchema).max(10),
  /** Whether the leader sat at a window then; what nobody saw has to be telephoned. */
  reached: z.boolean(),
  /** 已电话: who called whom. */
  phoned: z
    .object({ memberId: memberIdSchema, name: z.string(), contact: z.string(), at: instantSchema })
    .nullable(),
});
export type FiredRung = z.infer<typeof firedRungSchema>;

const plainRule = escalationRuleSchema.parse({});

/** The most particular rule that fits: site before kind; the earlier one of equals. */
export function pickEscalation(
  policy: EscalationPolicy,
  exam: { kind: Kind; siteId: string },
): EscalationRule {
  const weight = (rule: EscalationRule): number => (rule.site === '*' ? 0 : 2) + (rule.kind === '*' ? 0 : 1);
  const fitting = policy.rules.filter(
    (rule) =>
      (rule.kind === '*' || rule.kind === exam.kind) && (rule.site === '*' || rule.site === exam.siteId),
  );
  return fitting.sort((one, other) => weight(other) - weight(one))[0] ?? plainRule;
}

type Timed = Pick<Task, 'state' | 'clock' | 'holder' | 'escalation'>;

/** Nobody reads it: it waits, or its holder is gone. */
export function isUnclaimed(task: Pick<Task, 'state' | 'holder'>): boolean {
  return task.state === 'waiting' || (task.state === 'reading' && task.holder?.alive === false);
}

/** The clock runs: started, not answered, not held by a retake. */
export function isRunning({ clock }: Pick<Task, 'clock'>): boolean {
  return clock.startedAt !== null && clock.stoppedAt === null && clock.pausedAt === null;
}

/** Sound and room end with the claim, leader and phones with the answer. */
function isOpenRung(rung: RungName, task: Timed): boolean {
  return rung === 'sound' || rung === 'room' ? isUnclaimed(task) : true;
}

/** Rungs that may still fire as the task stands, each with its instant of exchange time. */
export function openRungs(task: Timed, rule: EscalationRule): { rung: RungName; at: number }[] {
  const { startedAt, targetMs, pausedMs } = task.clock;
  if (startedAt === null || !isRunning(task)) return [];
  const fired = new Set((task.escalation ?? []).map((one) => one.rung));
  return rungNames
    .filter((rung) => !fired.has(rung) && isOpenRung(rung, task))
    .map((rung) => ({ rung, at: startedAt + pausedMs + Math.round((targetMs * rule.percent[rung]) / 100) }));
}

/** The rung whose telephone numbers somebody should call now; null when there is none. */
export function rungToPhone(task: Timed): FiredRung | null {
  if (!isRunning(task)) return null;
  const silent = (task.escalation ?? []).filter(
    ({ rung, reached }) => rung === 'phones' || (rung === 'leader' && !reached),
  );
  // Whoever was telephoned on a higher rung makes a call on a lower one needless.
  const newest = silent.at(-1);
  return newest?.phoned === null ? newest : null;
}
