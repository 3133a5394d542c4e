/** Which algorithm the signatures of a report are made with, by site: a region's own, or the national one where a site has to. */
import { z } from 'zod';

/** ES256: ECDSA on P-256 with SHA-256 (RFC 7518). SM2: with SM3 (GB/T 32918, GM/T 0009). */
export const signatureAlgorithms = ['ES256', 'SM2'] as const;
export const signatureAlgorithmSchema = z.enum(signatureAlgorithms);
export type SignatureAlgorithm = z.infer<typeof signatureAlgorithmSchema>;

export const signatureRuleSchema = z.object({
  /** Name or id of a site. */
  site: z.string().min(1).max(64).default('*'),
  algorithm: signatureAlgorithmSchema.default('SM2'),
});
export type SignatureRule = z.infer<typeof signatureRuleSchema>;

export const signaturePolicySchema = z.object({ rules: z.array(signatureRuleSchema).max(1000) });
export type SignaturePolicy = z.infer<typeof signaturePolicySchema>;

/** The site's own rule before the one for every site; ES256 without any. */
export function algorithmFor({ rules }: SignaturePolicy, siteId: string): SignatureAlgorithm {
  const rule = rules.find(({ site }) => site === siteId) ?? rules.find(({ site }) => site === '*');
  return rule?.algorithm ?? 'ES256';
}
