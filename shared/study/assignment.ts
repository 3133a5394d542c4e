/**
 * Who reads what next (派诊): the duty roster with skills, the weight of an exam, and the two choices made by them: which task
 * a reader gets, and which reader a task. Pure, so that both can be checked against an oracle.
 */
import { z } from 'zod';
import { compareWaiting, deadlineOf, lanes, rankOf } from './compare-waiting.ts';
import { instantSchema, memberIdSchema } from './ids.ts';
import { kindSchema } from './kind.ts';
import type { Task } from './task.ts';

const wordSchema = z.string().trim().min(1).max(64).default('*');

/** An exam that a skill or a weight fits: `*` fits every one; body parts as DICOM writes them. */
const examSchema = z.object({
  kind: z.union([kindSchema, z.literal('*')]).default('*'),
  modality: wordSchema,
  bodyPart: wordSchema,
});

export const skillSchema = examSchema.extend({
  /** Name or id of a site. */
  site: wordSchema,
});
export type Skill = z.infer<typeof skillSchema>;

/** Hours of the exchange's day, as in the review policy: 18 to 8 goes over midnight, 0 to 24 is always. */
export const rosterEntrySchema = z.object({
  name: z.string().trim().min(1).max(40),
  from: z.number().int().min(0).max(23).default(0),
  to: z.number().int().min(1).max(24).default(24),
  /** The second group is given what the first cannot keep up with. */
  group: z.union([z.literal(1), z.literal(2)]).default(1),
  /** None: whatever the person's rights allow. */
  skills: z.array(skillSchema).max(100).default([]),
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

export const assignmentPolicySchema = z.object({
  roster: z.array(rosterEntrySchema).max(500).default([]),
  /** How much an exam counts; the first that fits, 1 where none does. */
  weights: z
    .array(examSchema.extend({ credit: z.number().positive().max(100) }))
    .max(200)
    .default([]),
  /** More waiting than this: the oldest goes to the second group; null for never. */
  threshold: z.number().int().positive().nullable().default(null),
  /** Every waiting task is kept for the best reader who is there, until half of its time is over. */
  assigns: z.boolean().default(false),
});
export type AssignmentPolicy = z.infer<typeof assignmentPolicySchema>;

/** 已预留: for whom a waiting task is kept, and until when. */
export const reservationSchema = z.object({
  memberId: memberIdSchema,
  name: z.string(),
  at: instantSchema,
  /** Half of the target; from then on it is anybody's. */
  until: instantSchema,
  /** By himself, or by the exchange. */
  by: z.enum(['himself', 'exchange']),
});
export type Reservation = z.infer<typeof reservationSchema>;

export const mostReserved = 5;

type Exam = Pick<Task, 'kind' | 'modality' | 'bodyPart' | 'siteId' | 'siteName'>;

function fits(wanted: z.infer<typeof examSchema>, exam: Exam): boolean {
  const is = (word: string, given: string) => word === '*' || word.toLowerCase() === given.toLowerCase();
  return (
    (wanted.kind === '*' || wanted.kind === exam.kind) &&
    is(wanted.modality, exam.modality) &&
    is(wanted.bodyPart, exam.bodyPart)
  );
}

/** The reservation that holds at `now`; null where it has run out. */
export function reservationAt(task: Pick<Task, 'reserved'>, now: number): Reservation | null {
  return task.reserved != null && task.reserved.until > now ? task.reserved : null;
}

/** Half of the time the promise leaves, in exchange time; null while no clock runs. */
export function halfTime({ clock }: Pick<Task, 'clock'>): number | null {
  return clock.startedAt === null ? null : clock.startedAt + clock.pausedMs + Math.round(clock.targetMs / 2);
}

export function creditOf(policy: AssignmentPolicy, exam: Exam): number {
  return policy.weights.find((weight) => fits(weight, exam))?.credit ?? 1;
}

/** Whether the roster lets the person read such an exam at that hour; who is not on it is bound by his rights alone. */
export function isRostered(policy: AssignmentPolicy, name: string, exam: Exam, hour: number): boolean {
  const entry = entryOf(policy, name);
  if (entry === null) return true;
  if (!isOnDuty(entry, hour)) return false;
  const isAt = (site: string) => site === '*' || site === exam.siteId || site === exam.siteName;
  return entry.skills.length === 0 || entry.skills.some((skill) => fits(skill, exam) && isAt(skill.site));
}

export function entryOf(policy: AssignmentPolicy, name: string): RosterEntry | null {
  return policy.roster.find((one) => one.name === name) ?? null;
}

/** `hour` is 0–23 of the exchange's day. */
export function isOnDuty({ from, to }: Pick<RosterEntry, 'from' | 'to'>, hour: number): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** A reader as the choice sees him. */
export interface Candidate {
  readonly memberId: string;
  readonly name: string;
  /** Tasks he holds now. */
  readonly load: number;
  /** Weighted sum of what he has signed in the last hours. */
  readonly credit: number;
}

/** Deadlines this near to the most urgent one count as equal, in ms: only there does the weight decide. */
export const equalWithinMs = 60_000;

/**
 * The task for `reader` among those he may read: the most urgent. Among equals of its lane whoever has signed less than the
 * mean of those present gets the heaviest, whoever has signed more the lightest.
 */
export function pickTask(
  policy: AssignmentPolicy,
  tasks: readonly Task[],
  reader: Candidate,
  present: readonly Candidate[],
): Task | null {
  const sorted = [...tasks].sort(compareWaiting);
  const [first] = sorted;
  if (first === undefined) return null;
  const equals = sorted.filter(
    (task) =>
      rankOf(task) === rankOf(first) &&
      lanes[task.order.urgency] === lanes[first.order.urgency] &&
      deadlineOf(task) - deadlineOf(first) <= equalWithinMs,
  );
  const mean = present.reduce((sum, one) => sum + one.credit, 0) / Math.max(1, present.length);
  const sign = reader.credit > mean ? 1 : reader.credit < mean ? -1 : 0;
  const [best] = equals.sort(
    (one, other) => sign * (creditOf(policy, one) - creditOf(policy, other)) || compareWaiting(one, other),
  );
  return best ?? null;
}

/** The reader for a task among those who may read it: the least loaded, then who has signed least, then by name. */
export function pickReader(readers: readonly Candidate[]): Candidate | null {
  const [best] = [...readers].sort(
    (one, other) =>
      one.load - other.load || one.credit - other.credit || one.name.localeCompare(other.name, 'zh-CN'),
  );
  return best ?? null;
}
