/** Members of the region: people, stations and sites; sign-in, rights and certificates. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, memberIdSchema, siteIdSchema } from '../../study/ids.ts';
import { kindSchema } from '../../study/kind.ts';
import { siteTierSchema } from '../../study/site-tier.ts';
import { commandIdSchema, doneSchema, resultOf } from '../result-schema.ts';

export const actionSchema = z.enum(['write', 'issue', 'sign', 'review']);
export type Action = z.infer<typeof actionSchema>;

/** One right: an action on a kind at a site; '*' stands for every kind or every site. */
export const rightSchema = z.object({
  action: actionSchema,
  kind: z.union([kindSchema, z.literal('*')]),
  siteId: z.union([siteIdSchema, z.literal('*')]),
  /** Last instant the right holds; null without end. */
  validUntil: instantSchema.nullable(),
});
export type Right = z.infer<typeof rightSchema>;

/** Offices beside the reading rights; who holds one never signs. A registrar keeps the patient index. */
export const officeSchema = z.enum(['clinic', 'administrator', 'auditor', 'registrar']);
export type Office = z.infer<typeof officeSchema>;

export const memberSchema = z.object({
  memberId: memberIdSchema,
  type: z.enum(['person', 'station', 'site']),
  name: z.string(),
  /** The site a person works at, a station stands at, or the site itself; null for the reading centre. */
  siteId: siteIdSchema.nullable(),
  siteName: z.string().nullable(),
  /** Which of the four tiers that site is; null for the reading centre and where nobody has said it. */
  siteTier: siteTierSchema.nullable().optional(),
  rights: z.array(rightSchema),
  offices: z.array(officeSchema),
  licence: z.string(),
  simulation: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;

export const regionSchema = z.object({
  regionId: z.string(),
  name: z.string(),
  centre: z.string(),
  simulation: z.boolean(),
  /** PEM of the region's certificate authority. */
  caCertificate: z.string(),
});
export type Region = z.infer<typeof regionSchema>;

export const signInSchema = z.object({
  accessToken: z.string(),
  expiresAt: instantSchema,
  member: memberSchema,
  region: regionSchema,
  /** Some site's reports are signed with SM2. */
  asksSm2: z.literal(true).optional(),
});

export const membersContract = {
  /** Password sign-in of a person; five failures lock the account for 15 minutes. */
  signIn: oc
    .input(z.object({ name: z.string().min(1).max(64), password: z.string().min(1).max(200) }))
    .output(resultOf(signInSchema)),
  /** A new access token for a token that is still valid. */
  renew: oc.output(resultOf(signInSchema)),
  signOut: oc.output(resultOf(doneSchema)),
  whoAmI: oc.output(resultOf(z.object({ member: memberSchema, region: regionSchema }))),
  /** Every 5 s by a station of the centre, in the name of each reader at an open window: who is on duty. */
  present: oc.output(resultOf(doneSchema)),
  list: oc.output(resultOf(z.array(memberSchema))),
  /** Certificate for a reader's P-256 or SM2 key on the calling workstation (PKCS#10 request, DER in base64). */
  issueCertificate: oc
    .input(z.object({ commandId: commandIdSchema, request: z.string().max(8_000) }))
    .output(resultOf(z.object({ certificate: z.string(), notAfter: instantSchema }))),
  /** The newest list of revoked certificates (CRL, DER in base64), signed by the region's authority. */
  revocationList: oc.output(resultOf(z.object({ list: z.string(), nextUpdate: instantSchema }))),
  changePassword: oc
    .input(z.object({ current: z.string(), next: z.string().min(10).max(200) }))
    .output(resultOf(doneSchema)),
};
