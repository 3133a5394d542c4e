/**
 * 双向转诊: one patient's way from a site up to a higher one and back (下转), told with a report that came home. Every step is by
 * name and in exchange time; both sites see the same.
 */
import { z } from 'zod';
import type { Report } from '../report/report.ts';
import { reportStatusSchema } from '../report/report.ts';
import { instantSchema, memberIdSchema, reportIdSchema, sha256Schema, taskIdSchema } from './ids.ts';
import { kindSchema, urgencySchema } from './kind.ts';
import { patientSchema } from './patient.ts';
import { type AddressedSite, addressedSiteSchema } from './site-tier.ts';
import { callbackPhoneSchema } from './talk.ts';
import type { Task } from './task.ts';

export const referralIdSchema = z.string().min(8).max(64);

/** Characters of a reason or a note. */
export const longestReferralText = 500;
const textSchema = z.string().trim().min(1).max(longestReferralText);

/** Whom to telephone about this patient. */
export const referralContactSchema = z.object({
  name: z.string().trim().min(1).max(40),
  phone: callbackPhoneSchema,
});

const bySchema = z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema });
const siteSchema = addressedSiteSchema.omit({ chestPain: true });

/** What the sender says; patient, exam and report come from the task. */
export const referralGivenSchema = z.object({
  taskId: taskIdSchema,
  /** The version that the sender had before him. */
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  toSiteId: addressedSiteSchema.shape.siteId,
  /** 一键开放绿色通道 */
  green: z.boolean(),
  reason: textSchema,
  contact: referralContactSchema,
});
export type ReferralGiven = z.infer<typeof referralGivenSchema>;

export const referralSchema = z.object({
  referralId: referralIdSchema,
  taskId: taskIdSchema,
  from: siteSchema,
  to: siteSchema,
  green: z.boolean(),
  patient: patientSchema,
  urgency: urgencySchema,
  exam: z.object({
    kind: kindSchema,
    modality: z.string(),
    description: z.string(),
    acquiredAt: instantSchema.nullable(),
  }),
  /** The newest version of the report, whichever it went with. */
  report: z.object({
    reportId: reportIdSchema,
    version: z.number().int().positive(),
    status: reportStatusSchema,
    impression: z.string(),
    doctor: z.string(),
    issuedAt: instantSchema,
    pdfSha256: sha256Schema,
  }),
  /** Another version than the sender had before him came since; null where none did. */
  amended: z.object({ status: reportStatusSchema, at: instantSchema }).nullable(),
  reason: z.string().max(longestReferralText),
  contact: referralContactSchema,
  /** `writtenAt`: at a station that may have had no link. */
  sent: bySchema.extend({ writtenAt: instantSchema }),
  /** The receiving site's station has the report's PDF. */
  deliveredAt: instantSchema.nullable(),
  accepted: bySchema
    .extend({ bed: z.string().max(60), arrival: z.string().max(60), contact: referralContactSchema })
    .nullable(),
  declined: bySchema.extend({ reason: z.string().max(longestReferralText) }).nullable(),
  withdrawn: bySchema.extend({ reason: z.string().max(longestReferralText) }).nullable(),
  /** 已到院 */
  arrived: bySchema.nullable(),
  /** 下转: what was found and done, and what the sender's site is asked to follow up. */
  returned: bySchema.extend({ note: z.string().max(2000), contact: referralContactSchema }).nullable(),
  /** 接回: somebody at the sender's site has read the note. */
  takenBack: bySchema.nullable(),
  simulation: z.boolean(),
  /** Feed sequence of this snapshot: a replica keeps the highest. */
  seq: z.number().int().nonnegative(),
});
export type Referral = z.infer<typeof referralSchema>;

/** What moves a referral on, in the words of both contracts. */
export const referralStepSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('delivered') }),
  z.object({
    what: z.literal('accepted'),
    bed: z.string().trim().max(60),
    arrival: z.string().trim().min(1).max(60),
    contact: referralContactSchema,
  }),
  z.object({ what: z.literal('declined'), reason: textSchema }),
  z.object({ what: z.literal('withdrawn'), reason: textSchema }),
  z.object({ what: z.literal('arrived') }),
  z.object({
    what: z.literal('returned'),
    note: z.string().trim().min(1).max(2000),
    contact: referralContactSchema,
  }),
  z.object({ what: z.literal('taken-back') }),
]);
export type ReferralStep = z.infer<typeof referralStepSchema>;

export const referralStates = [
  'sent',
  'accepted',
  'declined',
  'withdrawn',
  'arrived',
  'returned',
  'taken-back',
] as const;
export type ReferralState = (typeof referralStates)[number];

export function referralState(referral: Referral): ReferralState {
  if (referral.withdrawn !== null) return 'withdrawn';
  if (referral.declined !== null) return 'declined';
  if (referral.takenBack !== null) return 'taken-back';
  if (referral.returned !== null) return 'returned';
  if (referral.arrived !== null) return 'arrived';
  return referral.accepted === null ? 'sent' : 'accepted';
}

/** Nothing more is to be done. */
export const closedReferralStates: ReadonlySet<ReferralState> = new Set([
  'declined',
  'withdrawn',
  'taken-back',
]);

/** The report as a referral tells it. */
export function referredReport(report: Report): Referral['report'] {
  const author = report.signatures.find((one) => one.role === 'author');
  const { reportId, version, status, issuedAt, pdfSha256 } = report;
  const { impression } = report.content;
  return { reportId, version, status, impression, doctor: author?.name ?? '', issuedAt, pdfSha256 };
}

/** A referral as it begins: at the exchange, and at a station that waits for its link. */
export function freshReferral(
  begun: {
    readonly referralId: string;
    readonly task: Task;
    readonly report: Report;
    readonly from: AddressedSite;
    readonly to: AddressedSite;
    readonly sent: Referral['sent'];
  },
  given: Pick<ReferralGiven, 'green' | 'reason' | 'contact' | 'version'>,
): Referral {
  const { task, report, referralId, sent } = begun;
  const siteOf = ({ chestPain: _chestPain, ...site }: AddressedSite) => site;
  return {
    referralId,
    taskId: task.taskId,
    from: siteOf(begun.from),
    to: siteOf(begun.to),
    green: given.green,
    patient: task.order.patient,
    urgency: task.order.urgency,
    exam: {
      kind: task.kind,
      modality: task.modality,
      description: task.studyDescription || task.bodyPart,
      acquiredAt: task.acquiredAt,
    },
    report: referredReport(report),
    amended: report.version === given.version ? null : { status: report.status, at: sent.at },
    reason: given.reason,
    contact: given.contact,
    sent,
    deliveredAt: null,
    accepted: null,
    declined: null,
    withdrawn: null,
    arrived: null,
    returned: null,
    takenBack: null,
    simulation: task.simulation,
    seq: 0,
  };
}

/** What the people of a site have to hear of: another site's act, or another version of the report. */
export type ReferralNews = ReferralState | 'amended';

/** Null where nothing of this change is news to them; `site` is who did it. */
export function referralNews(
  before: Referral | null,
  after: Referral,
  siteId: string | null,
): { readonly what: ReferralNews; readonly site: string; readonly at: number } | null {
  const isTo = after.to.siteId === siteId;
  if (!isTo && after.from.siteId !== siteId) return null;
  const other = isTo ? after.from.name : after.to.name;
  const state = referralState(after);
  if (before === null || referralState(before) !== state) {
    const isOthers = isTo === receiverHears.has(state);
    if (isOthers) return { what: state, site: other, at: changedAt(after, state) };
  }
  const isAmended = after.amended !== null && before?.amended?.at !== after.amended.at;
  return isAmended ? { what: 'amended', site: after.from.name, at: after.amended?.at ?? 0 } : null;
}

/** States that the sender's site makes; the others are the receiver's doing. */
const receiverHears: ReadonlySet<ReferralState> = new Set(['sent', 'withdrawn', 'taken-back']);

function changedAt(referral: Referral, state: ReferralState): number {
  const step = {
    sent: referral.sent,
    accepted: referral.accepted,
    declined: referral.declined,
    withdrawn: referral.withdrawn,
    arrived: referral.arrived,
    returned: referral.returned,
    'taken-back': referral.takenBack,
  }[state];
  return step?.at ?? 0;
}
