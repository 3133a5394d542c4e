/** Who sits at this window: sign-in, lock, PIN. A session belongs to one window (cookie or shell window id). */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../study/ids.ts';
import { siteTierSchema } from '../study/site-tier.ts';
import { memberSchema, regionSchema } from './exchange/members.ts';
import { doneSchema, resultOf } from './result-schema.ts';

export const sessionSchema = z.object({
  member: memberSchema,
  /** Null when signed in while the link was down: the unsealed key was the check. */
  expiresAt: instantSchema.nullable(),
  hasSigningKey: z.boolean(),
  hasPin: z.boolean(),
  locked: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const stationInfoSchema = z.object({
  stationId: z.string(),
  name: z.string(),
  role: z.enum(['clinic', 'reader']),
  siteId: z.string().nullable(),
  siteName: z.string().nullable(),
  siteTier: siteTierSchema.nullable(),
  region: regionSchema.nullable(),
  /** True in the practice region: every screen says 演示数据. */
  simulation: z.boolean(),
  version: z.string(),
});
export type StationInfo = z.infer<typeof stationInfoSchema>;

export const practiceAccountSchema = z.object({
  name: z.string(),
  title: z.string(),
  site: z.string().nullable(),
  role: z.string(),
  password: z.string(),
  pin: z.string(),
});
export type PracticeAccount = z.infer<typeof practiceAccountSchema>;

export const sessionContract = {
  station: oc.output(resultOf(stationInfoSchema)),
  current: oc.output(resultOf(sessionSchema.nullable())),
  signIn: oc
    .input(z.object({ name: z.string().min(1).max(64), password: z.string().min(1).max(200) }))
    .output(resultOf(sessionSchema)),
  signOut: oc.output(resultOf(doneSchema)),
  /** Locks with the case intact; unlock by password or PIN of the same person. */
  lock: oc.output(resultOf(doneSchema)),
  unlock: oc.input(z.object({ secret: z.string().min(1).max(200) })).output(resultOf(sessionSchema)),
  /** Sets the 6-digit PIN for this workstation; the password unseals the key so that it can be sealed again. */
  setPin: oc
    .input(z.object({ password: z.string(), pin: z.string().regex(/^\d{6}$/) }))
    .output(resultOf(sessionSchema)),
  /** The practice region's accounts, for the sign-in page; empty everywhere else. */
  practiceAccounts: oc.output(resultOf(z.array(practiceAccountSchema))),
};
