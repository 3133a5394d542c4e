/**
 * Side moves *corrected*, *withdrawn* and *addendum*: why a signed report is amended, and what it said before. The reasons
 * are codes; the former text is quoted in the new version, so that paper and township show what changed without the old one.
 */
import { z } from 'zod';
import { instantSchema, memberIdSchema, reportIdSchema } from '../study/ids.ts';
import { returnedSchema, submittedSchema } from '../study/review.ts';

export const amendPurposes = ['correct', 'withdraw', 'supplement'] as const;
export const amendPurposeSchema = z.enum(amendPurposes);
export type AmendPurpose = z.infer<typeof amendPurposeSchema>;

/** Status of the version that each purpose ends in. */
export const amendedStatus = {
  correct: 'corrected',
  withdraw: 'withdrawn',
  supplement: 'addendum',
} as const;

export const amendReasonSchema = z.enum([
  'missed-finding',
  'wrong-finding',
  'wrong-conclusion',
  'wrong-side',
  'wrong-measurement',
  'wording',
  'wrong-patient',
  'wrong-images',
  'issued-by-mistake',
  'duplicate',
  'new-information',
  'prior-found',
  'asked-by-township',
]);
export type AmendReason = z.infer<typeof amendReasonSchema>;

export const amendReasons: Readonly<Record<AmendPurpose, readonly AmendReason[]>> = {
  correct: [
    'missed-finding',
    'wrong-finding',
    'wrong-conclusion',
    'wrong-side',
    'wrong-measurement',
    'wording',
    'new-information',
  ],
  withdraw: ['wrong-patient', 'wrong-images', 'wrong-conclusion', 'issued-by-mistake', 'duplicate'],
  supplement: ['new-information', 'prior-found', 'asked-by-township', 'missed-finding'],
};

/** Words of the paper; the window has its own, in both languages. */
export const amendReasonWords: Readonly<Record<AmendReason, string>> = {
  'missed-finding': '漏诊',
  'wrong-finding': '所见描述有误',
  'wrong-conclusion': '诊断意见有误',
  'wrong-side': '左右侧有误',
  'wrong-measurement': '测量有误',
  wording: '文字错误',
  'wrong-patient': '患者有误',
  'wrong-images': '图像有误',
  'issued-by-mistake': '误签发',
  duplicate: '重复签发',
  'new-information': '补充临床资料',
  'prior-found': '获得既往检查',
  'asked-by-township': '应申请机构要求',
};

export const amendNoteSchema = z.string().trim().max(300);

const amendmentBegunSchema = z.object({
  purpose: amendPurposeSchema,
  reason: amendReasonSchema,
  note: amendNoteSchema,
  memberId: memberIdSchema,
  name: z.string(),
  at: instantSchema,
  /** Claim number it began under: drafts of earlier claims belong to the report before it. */
  claim: z.number().int().positive(),
  /** Where two doctors are required: who submitted it, while it waits for the second or he is at it. */
  submitted: submittedSchema.optional(),
  /** Who gave it back last and why, until it is submitted again. */
  returned: returnedSchema.optional(),
});

/** 更正中: who writes it and why; the report before it stands until the new version is committed. */
export const amendingSchema = amendmentBegunSchema.extend({
  /** What waits for a second doctor while a withdrawal is prepared: it waits again where that is let be. */
  interrupts: amendmentBegunSchema.optional(),
});
export type Amending = z.infer<typeof amendingSchema>;

/** What the township must take note of, by name: a version that says something else than one it has already read. */
export const noticeSchema = z.object({
  /** `changed`: a final report concludes otherwise than the preliminary one before it. */
  what: z.enum(['corrected', 'withdrawn', 'changed']),
  reportId: reportIdSchema,
  version: z.number().int().positive(),
  /** Null where nobody has to give one. */
  reason: amendReasonSchema.nullable(),
  note: amendNoteSchema,
  memberId: memberIdSchema,
  name: z.string(),
  at: instantSchema,
  acknowledged: z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema }).nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

const formerTextSchema = z.object({
  findings: z.string().max(60_000),
  impression: z.string().max(30_000),
  recommendation: z.string().max(12_000),
});
export type FormerText = z.infer<typeof formerTextSchema>;

/** What a version says of the ones before it; signed with it, and checked by the exchange against what it holds. */
export const amendmentSchema = z.object({
  reason: amendReasonSchema,
  note: amendNoteSchema,
  /** The first signed report of the task. */
  first: z.object({ version: z.number().int().positive(), issuedAt: instantSchema, author: z.string() }),
  former: formerTextSchema.extend({
    version: z.number().int().positive(),
    issuedAt: instantSchema,
    author: z.string(),
  }),
});
export type Amendment = z.infer<typeof amendmentSchema>;
