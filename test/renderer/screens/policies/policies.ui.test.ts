/** 规则 in Chromium: an administrator of the centre writes each policy, is refused by name, and sees who changed what; nobody else has the room. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Region, type StationRig, startRegion } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let desk: StationRig;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  desk = (await region.addReader('赵敏')).station;
  await desk.signIn(await region.addPerson('王主任', 'administrator'));
}, 360_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

async function look(page: Page, name: string): Promise<void> {
  await screenshotAt(page, `policies-${name}-1366`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, `policies-${name}-1920`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

const card = (page: Page, name: string) => page.locator(`[data-policy="${name}"]`);

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.locator(`[role="dialog"] input${field}`).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

it('two doctors, the ladder with its numbers, the roster with skills: written, changed, removed', async () => {
  const page = await pages.open(desk);
  await page.locator('[data-nav="policies"]').click();
  await card(page, 'review').getByText('还没有规则').waitFor();
  await card(page, 'review').locator('[data-add]').click();
  await choose(page, '[data-kind]', '影像');
  await choose(page, '[data-site]', region.siteName);
  await page.locator('input[name="from"]').fill('18');
  await page.locator('input[name="to"]').fill('8');
  await screenshotAt(page, 'policies-1-review-form-1366');
  await page.locator('[data-keep]').click();
  await card(page, 'review').getByText(`影像 · ${region.siteName} · 18–8 时`).waitFor();
  await page.locator('[data-change="review"]').getByText('王主任').waitFor();

  await page.locator('[data-tab="escalation"]').click();
  await card(page, 'escalation').locator('[data-add]').click();
  await page.locator('input[name="leader"]').fill('李明');
  await page.locator('input[name="leader-phone"]').fill('8801');
  await page.locator('textarea[name="phones"]').fill('13800000000');
  await page.getByText('每行须有姓名').waitFor();
  expect(await page.locator('[data-keep]').isDisabled()).toBe(true);
  await page.locator('textarea[name="phones"]').fill('总值班 13800000000\n医务科 8802');
  await page.locator('textarea[name="critical"]').fill('院长 13900000000');
  await page.locator('input[name="percent-room"]').fill('40');
  await page.locator('[data-keep]').click();
  await page.getByText('必须依次升高').waitFor();
  await screenshotAt(page, 'policies-2-refused-1366');
  await page.locator('input[name="percent-room"]').fill('75');
  await page.locator('[data-keep]').click();
  await card(page, 'escalation').getByText('50 / 75 / 100 / 150 %').waitFor();
  await look(page, '3-escalation');

  await page.locator('[data-tab="assignment"]').click();
  await card(page, 'roster').locator('[data-add]').click();
  await page.locator('input[name="name"]').fill('无此医师');
  await page.locator('[data-stranger]').waitFor();
  await page.locator('input[name="name"]').fill('赵敏');
  await page.locator('[data-stranger]').waitFor({ state: 'detached' });
  await page.locator('[data-add-skill]').click();
  await page.locator('[data-skill] input[name="modality"]').fill('ct');
  await screenshotAt(page, 'policies-4-roster-form-1366');
  await page.locator('[data-keep]').click();
  await card(page, 'roster').getByText('赵敏 · 8–18 时 · CT').waitFor();
  await card(page, 'weights').locator('[data-add]').click();
  await page.locator('[role="dialog"] input[name="modality"]').fill('CT');
  await page.locator('[role="dialog"] input[name="credit"]').fill('3');
  await page.locator('[data-keep]').click();
  await card(page, 'weights').getByText('影像 CT × 3').waitFor();
  await page.locator('input[name="threshold"]').fill('20');
  await page.keyboard.press('Tab');
  await page.locator('[data-change="assignment"]').getByText('转二组的排队数').nth(2).waitFor();
  await page.locator('[data-assigns]').click();
  await expect.poll(() => page.locator('[data-assigns]').isChecked()).toBe(true);
  await look(page, '5-assignment');

  await page.locator('[data-tab="signature"]').click();
  await card(page, 'signature').getByText('还没有规则').waitFor();
  await card(page, 'signature').locator('[data-add]').click();
  await choose(page, '[data-site]', region.siteName);
  await choose(page, '[data-algorithm]', 'ES256(P-256,SHA-256)');
  await screenshotAt(page, 'policies-8-signature-form-1366');
  await page.locator('[data-keep]').click();
  await card(page, 'signature').getByText(`${region.siteName} · ES256(P-256,SHA-256)`).waitFor();
  await card(page, 'signature').locator('[data-edit]').click();
  expect(await page.locator('[role="dialog"] input[data-site]').inputValue()).toBe(region.siteName);
  await choose(page, '[data-algorithm]', '国密 SM2(SM3)');
  await page.locator('[data-keep]').click();
  await card(page, 'signature').getByText(`${region.siteName} · 国密 SM2(SM3)`).waitFor();
  await page.locator('[data-change="signature"]').nth(1).getByText('王主任').waitFor();
  const { signature, sites } = await unwrap(desk.window.station.policies.read());
  const site = sites.find(({ name }) => name === region.siteName)?.siteId;
  expect(signature.rules).toEqual([{ site, algorithm: 'SM2' }]);
  await look(page, '9-signature');

  // What another has changed meanwhile is not overwritten.
  const other = await pages.open(desk);
  await other.locator('[data-nav="policies"]').click();
  await card(other, 'review').locator('[data-line]').first().waitFor();
  await page.locator('[data-tab="review"]').click();
  await card(page, 'review').locator('[data-edit]').click();
  await card(other, 'review').locator('[data-remove]').click();
  await other.locator('[data-confirm-remove]').click();
  await card(other, 'review').getByText('还没有规则').waitFor();
  await other.context().close();
  // However long the form is open: it was begun on what stood before.
  await card(page, 'review').getByText('还没有规则').waitFor();
  await page.locator('input[name="from"]').fill('20');
  await page.locator('[data-keep]').click();
  await page.getByText('规则已被 王主任 更改').waitFor();
  await screenshotAt(page, 'policies-6-changed-1366');
  await page.keyboard.press('Escape');
  expect((await unwrap(desk.window.station.policies.read())).review.rules).toEqual([]);

  await unwrap(desk.window.station.settings.set({ language: 'en' }));
  await page.reload();
  await page.locator('[data-nav="policies"]').click();
  await page.locator('[data-tab="escalation"]').click();
  await card(page, 'escalation').locator('[data-edit]').click();
  await page.locator('[data-form="escalation"]').waitFor();
  await screenshotAt(page, 'policies-6-form-en-1366');
  await page.keyboard.press('Escape');
  await look(page, '7-en');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.locator('[data-tab="signature"]').click();
  await card(page, 'signature').getByText('SM2 (with SM3)').waitFor();
  await screenshotAt(page, 'policies-10-signature-en-1920');
  await card(page, 'signature').locator('[data-edit]').click();
  await page.locator('[data-form="signature"]').waitFor();
  await screenshotAt(page, 'policies-11-signature-form-en-1920');
  await page.keyboard.press('Escape');
  await card(page, 'signature').locator('[data-remove]').click();
  await page.locator('[data-confirm-remove]').click();
  await card(page, 'signature').getByText('There are no rules yet').waitFor();
  await page.context().close();
}, 300_000);

it('is no place for a reader, nor for a township’s own administrator', async () => {
  const { station } = region.reader.window;
  expect(await station.policies.read()).toMatchObject({ failure: { code: 'right-missing' } });
  const reader = await pages.open(region.reader);
  await reader.locator('[data-nav="settings"]').waitFor();
  expect(await reader.locator('[data-nav="policies"]').count()).toBe(0);
  await region.clinic.signIn(await region.addPerson('院管理员', 'administrator', region.siteName));
  const township = await pages.open(region.clinic);
  await township.locator('[data-nav="settings"]').waitFor();
  expect(await township.locator('[data-nav="policies"]').count()).toBe(0);
  expect(await region.clinic.window.station.policies.read()).toMatchObject({
    failure: { code: 'right-missing' },
  });
  expect(pages.violations).toEqual([]);
}, 120_000);
