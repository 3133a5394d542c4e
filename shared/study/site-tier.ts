/** 四级机构 of a region, as data on each site: who may refer patients to whom, and who is asked for a second opinion. */
import { z } from 'zod';
import { siteIdSchema } from './ids.ts';
import { callbackPhoneSchema } from './talk.ts';

/** 村卫生室, 乡镇卫生院, 县市级医院, 上级医院, from the smallest on. */
export const siteTiers = ['village', 'township', 'city', 'higher'] as const;
export const siteTierSchema = z.enum(siteTiers);
export type SiteTier = z.infer<typeof siteTierSchema>;

/** A site as others address it. */
export const addressedSiteSchema = z.object({
  siteId: siteIdSchema,
  name: z.string(),
  /** Null where nobody has said it. */
  tier: siteTierSchema.nullable(),
  /** Desk that answers for patients who are sent there; '' where nobody has said it. */
  phone: z.union([callbackPhoneSchema, z.literal('')]),
  /** 胸痛中心: takes the green channel. */
  chestPain: z.boolean(),
});
export type AddressedSite = z.infer<typeof addressedSiteSchema>;

/** Patients go up to a site of a higher tier; a site that has not said its own counts as the smallest. */
export function mayReferTo(from: SiteTier | null, to: SiteTier | null): boolean {
  return to !== null && siteTiers.indexOf(to) > siteTiers.indexOf(from ?? 'village');
}

/** The chest-pain centre that a green channel opens to: the nearest tier above, by name among equals; null where there is none. */
export function chestPainCentre(
  sites: readonly AddressedSite[],
  from: SiteTier | null,
): AddressedSite | null {
  const rank = ({ tier }: AddressedSite) => siteTiers.indexOf(tier ?? 'higher');
  const able = sites.filter((site) => site.chestPain && mayReferTo(from, site.tier));
  able.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'zh-CN'));
  return able[0] ?? null;
}
