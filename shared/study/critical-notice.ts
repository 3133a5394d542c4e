/** 危急值闭环: a doctor raises it before any text exists; delivered, opened, read back, acted and closed, each by name and in exchange time. */
import { z } from 'zod';
import { criticalFindingSchema } from './critical.ts';
import { contactSchema } from './escalation.ts';
import { instantSchema, memberIdSchema, sha256Schema } from './ids.ts';

export const noticeIdSchema = z.string().min(8).max(64);

/** PNG in base64; some hundred kilobytes. */
export const noticePictureSchema = z.string().max(1_500_000);

const bySchema = z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema });

export const noticeFindingSchema = z.object({
  /** Which list of shared/study/critical-lists.ts, and which version of it. */
  list: z.string().min(1).max(40),
  version: z.string().max(40),
  code: z.string().min(1).max(40),
  text: z.object({ zh: z.string().max(200), en: z.string().max(200) }),
});

/** What it rests on. The picture itself (PNG) is asked for apart. */
export const noticeEvidenceSchema = z.object({
  /** The image or recording that was on the screen. */
  sopInstanceUid: z.string().max(64).nullable(),
  sha256: sha256Schema.nullable(),
  /** What was measured, and the rule with its version that calls it critical; null where no rule fired. */
  rule: criticalFindingSchema.nullable(),
  hasPicture: z.boolean(),
});
export type NoticeEvidence = z.infer<typeof noticeEvidenceSchema>;

export const noticeActions = [
  'clinician-told',
  'treating',
  'resuscitating',
  'transferring',
  'other',
] as const;
export const noticeActionSchema = z.enum(noticeActions);

/** Minutes after which somebody has to be telephoned, while it is not read back. */
export const noticeRungMinutes = [1, 3, 5] as const;

export const criticalNoticeSchema = z.object({
  noticeId: noticeIdSchema,
  /** 演练: the whole loop, and never part of a report. */
  drill: z.boolean(),
  finding: noticeFindingSchema,
  note: z.string().max(200),
  evidence: noticeEvidenceSchema,
  raised: bySchema,
  /** Stored by the township's station. */
  deliveredAt: instantSchema.nullable(),
  opened: bySchema.nullable(),
  readBack: bySchema
    .extend({
      /** Typed at the township, or spoken to a doctor on the telephone: then `recipient` said it. */
      how: z.enum(['typed', 'phone']),
      recipient: z.string().max(40),
    })
    .nullable(),
  acted: bySchema.extend({ action: noticeActionSchema, note: z.string().max(200) }).nullable(),
  closed: bySchema.nullable(),
  /** 危急值已电话通知, once for each call. */
  calls: z
    .array(
      bySchema.extend({ contact: z.string().max(90), recipient: z.string().max(40), repeated: z.boolean() }),
    )
    .max(40),
  rungs: z
    .array(z.object({ minute: z.number().int(), at: instantSchema, to: z.array(contactSchema).max(12) }))
    .max(10),
});
export type CriticalNotice = z.infer<typeof criticalNoticeSchema>;

/** What moves a loop on, in the words of both contracts. */
export const noticeStepSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('delivered') }),
  z.object({ what: z.literal('opened') }),
  z.object({
    what: z.literal('read-back'),
    surname: z.string().trim().min(1).max(40),
    finding: z.string().trim().min(1).max(100),
  }),
  z.object({ what: z.literal('acted'), action: noticeActionSchema, note: z.string().trim().max(200) }),
  z.object({
    what: z.literal('called'),
    contact: z.string().trim().min(1).max(90),
    /** Who answered, by name. */
    recipient: z.string().trim().min(1).max(40),
    /** 已复述 */
    repeated: z.boolean(),
  }),
  z.object({ what: z.literal('closed') }),
]);
export type NoticeStep = z.infer<typeof noticeStepSchema>;

export type NoticeState = 'raised' | 'delivered' | 'opened' | 'read-back' | 'acted' | 'closed';

export function noticeState(notice: CriticalNotice): NoticeState {
  if (notice.closed !== null) return 'closed';
  if (notice.acted !== null) return 'acted';
  if (notice.readBack !== null) return 'read-back';
  if (notice.opened !== null) return 'opened';
  return notice.deliveredAt === null ? 'raised' : 'delivered';
}

/** Whether a step may come next. A loop is closed after somebody by name has acted on it, or has read it back on the telephone. */
export function mayStep(notice: CriticalNotice, what: NoticeStep['what']): boolean {
  if (notice.closed !== null) return false;
  switch (what) {
    case 'delivered':
      return notice.deliveredAt === null;
    case 'opened':
      return notice.opened === null;
    case 'read-back':
      return notice.opened !== null && notice.readBack === null;
    case 'acted':
      return notice.readBack !== null && notice.acted === null;
    case 'called':
      return true;
    case 'closed':
      return notice.acted !== null || notice.readBack?.how === 'phone';
  }
}

interface WithNotices {
  readonly notices?: readonly CriticalNotice[] | undefined;
}

export function openNotices({ notices }: WithNotices): readonly CriticalNotice[] {
  return (notices ?? []).filter((notice) => notice.closed === null);
}
