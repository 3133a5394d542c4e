import { expect, test } from 'vitest';
import type { SiteId } from '#shared/study/ids.ts';
import {
  type AddressedSite,
  chestPainCentre,
  mayReferTo,
  type SiteTier,
  siteTiers,
} from '#shared/study/site-tier.ts';

const site = (name: string, tier: SiteTier | null, chestPain: boolean): AddressedSite => ({
  siteId: name as SiteId,
  name,
  tier,
  phone: '',
  chestPain,
});

test('patients go up and never to an equal, a lower, or a site of which nobody knows what it is', () => {
  for (const [from, one] of siteTiers.entries()) {
    for (const [to, other] of siteTiers.entries()) expect(mayReferTo(one, other)).toBe(to > from);
    expect(mayReferTo(one, null)).toBe(false);
  }
  expect(mayReferTo(null, 'township')).toBe(true);
  expect(mayReferTo(null, 'village')).toBe(false);
});

test('the green channel opens to the nearest chest-pain centre above', () => {
  const sites = [
    site('省医院', 'higher', true),
    site('市医院', 'city', true),
    site('县医院', 'city', false),
    site('邻镇卫生院', 'township', true),
  ];
  expect(chestPainCentre(sites, 'township')?.name).toBe('市医院');
  expect(chestPainCentre(sites, 'city')?.name).toBe('省医院');
  expect(chestPainCentre(sites, 'village')?.name).toBe('邻镇卫生院');
  expect(chestPainCentre(sites, 'higher')).toBeNull();
  expect(chestPainCentre([site('县医院', 'city', false)], 'township')).toBeNull();
});
