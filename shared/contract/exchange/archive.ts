/** The exchange's own archive: the nightly re-hash with its report, and retention. All of it is an administrator's. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  retentionPlanSchema,
  retentionPolicySchema,
  retentionRunSchema,
  retentionStatusSchema,
} from '../../retention/retention.ts';
import { sha256Schema } from '../../study/ids.ts';
import { lostObjectSchema, vaultCheckSchema } from '../archive.ts';
import { doneSchema, resultOf } from '../result-schema.ts';
import { holdSchema, releaseSchema } from '../retention.ts';

export const exchangeArchiveStatusSchema = z.object({
  space: z.object({ free: z.number(), used: z.number() }),
  running: z.boolean(),
  /** Newest first. */
  checks: z.array(vaultCheckSchema),
  /** What the re-hash found missing or damaged and nobody has sent again. */
  lost: z.array(lostObjectSchema.extend({ siteName: z.string() })),
});
export type ExchangeArchiveStatus = z.infer<typeof exchangeArchiveStatusSchema>;

export const exchangeArchiveContract = {
  status: oc.output(resultOf(exchangeArchiveStatusSchema)),
  checkNow: oc.output(resultOf(doneSchema)),
  /** Of the caller's own objects: those that lie here whole. With `rehash` they are read and hashed before it is said. */
  verify: oc
    .input(z.object({ sha256s: z.array(sha256Schema).min(1).max(200), rehash: z.boolean() }))
    .output(resultOf(z.object({ whole: z.array(sha256Schema) }))),
  /** For a station of a site: the site's deposited objects that are not here as they should be, to be sent again. */
  lost: oc.output(resultOf(z.object({ lost: z.array(sha256Schema) }))),
  retention: {
    status: oc.output(resultOf(retentionStatusSchema)),
    setPolicy: oc.input(z.object({ policy: retentionPolicySchema })).output(resultOf(doneSchema)),
    plan: oc.output(resultOf(retentionPlanSchema)),
    run: oc.output(resultOf(retentionRunSchema)),
    hold: oc.input(holdSchema).output(resultOf(doneSchema)),
    release: oc.input(releaseSchema).output(resultOf(doneSchema)),
  },
};
