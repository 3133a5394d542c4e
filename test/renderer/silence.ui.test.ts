/** 静默报警 in Chromium: at the centre by the name of the site, at the site in its own words, until somebody says why. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMemberToFolder } from '../../exchange/add-member-to-folder.ts';
import { createExchangeAccess } from '../../main/link/exchange-client.ts';
import { valueIn } from '../rig/exchange.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { sendHistory } from '../rig/send-history.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

it('stands at both ends, and a reason by name ends it at the site', async () => {
  const cart = {
    type: 'station',
    name: '胡场心电车',
    site: region.siteName,
    rights: '',
    licence: '',
  } as const;
  const { secret } = await valueIn(addMemberToFolder(join(region.folder, 'exchange'), cart));
  await sendHistory(createExchangeAccess(region.exchangeAddress, secret), Date.now());
  const reader = await pages.open(region.reader);
  const line = reader.locator('[data-silent]');
  await line.waitFor({ timeout: 120_000 });
  expect(await line.innerText()).toContain(`静默报警:${region.siteName}`);
  await screenshotAt(reader, 'silence-1-centre-zh-1366');
  const clinic = await pages.open(region.clinic, { width: 1920, height: 1080 });
  await clinic.locator('[data-nav="settings"]').click();
  await clinic.locator('[data-language]').getByText('English', { exact: true }).click();
  await clinic.locator('[data-nav="tracking"]').click();
  const own = clinic.locator('[data-silent]');
  await own.waitFor({ timeout: 30_000 });
  await screenshotAt(clinic, 'silence-2-site-en-1920');
  await own.locator('[data-note-silence]').click();
  await clinic.locator('[data-silence-reason="network"]').click();
  await own.waitFor({ state: 'detached', timeout: 30_000 });
  await reader.locator('[data-silent][data-noted="true"]').waitFor({ timeout: 30_000 });
  expect(await line.innerText()).toContain(`${region.nurse.name}:网络中断`);
  await screenshotAt(reader, 'silence-3-noted-zh-1366');
  expect(pages.violations).toEqual([]);
  await reader.context().close();
  await clinic.context().close();
}, 240_000);
