/** Templates and snippets in Debian's Chromium (journey step 8): a normal report in two keys, blanks walked by Tab, a hostile MRRT template brought in. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { templateFileSchema } from '#shared/report/templates/template-file.ts';
import { generateExam } from '../../../../practice/generate-exam.ts';
import { hostileScripts, radReportChest } from '../../../main/reporting/templates/mrrt-templates.ts';
import { bringToWaiting } from '../../../rig/line.ts';
import { type Region, startRegion } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterEach(() => pages?.closePages());
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

const selected = (page: Page): Promise<readonly [string, string]> =>
  page.evaluate(() => {
    const field = document.activeElement as HTMLTextAreaElement;
    return [field.name, field.value.slice(field.selectionStart, field.selectionEnd)] as const;
  });

it('writes a normal chest in two keys, and walks the blanks of another by Tab', async () => {
  const exam = generateExam({ seed: 'templates-dr', kind: 'dr', now: new Date() });
  await bringToWaiting(region, exam);
  await unwrap(
    region.reader.window.station.reporting.saveSnippet({
      abbreviation: 'fyw',
      text: '双肺未见实变。',
      kind: 'imaging',
    }),
  );
  const page = await pages.open(region.reader, { width: 1366, height: 768 });
  await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().click();
  await page.keyboard.press('Enter');
  const findings = page.locator('textarea[name="findings"]');
  await findings.waitFor();
  await page.locator('section canvas').first().waitFor({ timeout: 30_000 });

  await page.keyboard.press('Control+m');
  await page.locator('[data-template]').first().waitFor();
  await screenshotAt(page, 'templates-menu-zh-1366');
  await page.keyboard.press('Enter');
  await expect.poll(() => findings.inputValue()).toContain('胸廓对称,双肺纹理清晰');
  expect(await page.locator('textarea[name="impression"]').inputValue()).toBe('心、肺、膈未见明确异常。');
  expect(await page.locator('li[data-remark]').count()).toBe(0);
  // The keyboard is in the report, and not given back to the picture by the menu that closes.
  await page.locator('[data-template]').first().waitFor({ state: 'detached' });
  expect(await selected(page)).toEqual(['findings', '']);

  await page.keyboard.press('Control+m');
  await page.locator('[data-template]').first().waitFor();
  await page.keyboard.type('积液');
  await page.keyboard.press('Enter');
  await expect.poll(() => selected(page)).toEqual(['findings', '【左/右】']);
  await page.keyboard.type('右');
  await page.keyboard.press('Tab');
  await expect.poll(() => selected(page)).toEqual(['impression', '【左/右】']);
  // A blank that is left is told, and asked about before the signature.
  await page.locator('li[data-remark="left-blank"]').first().waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.locator('textarea[name="impression"]').fill('右侧胸腔积液。');
  await expect.poll(() => page.locator('li[data-remark="left-blank"]').count()).toBe(0);

  // The reader's own short code.
  await findings.focus();
  await findings.press('End');
  await page.keyboard.type(';fyw ');
  await expect.poll(() => findings.inputValue()).toContain('双肺未见实变。');
}, 240_000);

it('brings in a hostile MRRT template as plain text, keeps it, gives it out, and manages snippets', async () => {
  const page = await pages.open(region.reader, { width: 1366, height: 768 });
  const strange: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin) && !/^(blob|data):/.test(request.url()))
      strange.push(request.url());
  });
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const seen = window as unknown as { violations?: string[] };
      seen.violations = [...(seen.violations ?? []), event.blockedURI];
    });
  });
  await page.locator('[data-nav="settings"]').click();
  const card = page.locator('[data-phrases]');
  await card.locator('[data-snippet-code]').fill('wjyc');
  await card.locator('[data-snippet-text]').fill('未见明确异常。');
  await card.locator('[data-add-snippet]').click();
  await card.locator('[data-snippet="wjyc"]').waitFor();
  await screenshotAt(page, 'templates-snippets-zh-1366');
  await card.locator('[data-snippet="wjyc"] [data-remove-snippet]').click();
  await card.locator('[data-snippet="wjyc"]').waitFor({ state: 'detached' });

  await card.locator('[data-open-templates]').click();
  const screen = page.locator('[data-templates-screen]');
  const choose = (name: string, text: string) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name, mimeType: 'text/html', buffer: Buffer.from(text) });
  for (const [name, text] of [
    ['brain.html', hostileScripts],
    ['chest.html', radReportChest],
  ] as const) {
    await choose(name, text);
    const preview = page.locator('[data-import-preview]');
    await preview.waitFor();
    if (name === 'brain.html') {
      expect(await preview.locator('[data-removed]').innerText()).toContain('已去除');
      await screenshotAt(page, 'templates-import-zh-1366');
    }
    await page.locator('[data-keep-import]').click();
    await preview.waitFor({ state: 'detached' });
  }
  await screen.locator('[data-listed-template="MR Brain tumour"]').click();
  await page.locator('[data-template-editor]').waitFor();
  expect(await page.locator('textarea[name="template-impression"]').inputValue()).toBe('Normal MR brain.');
  await screenshotAt(page, 'templates-screen-zh-1366');
  const seen = await page.evaluate(() => {
    const { stolen, violations } = window as unknown as { stolen?: number; violations?: string[] };
    return [stolen ?? 'nothing', violations ?? 'none'];
  });
  expect([...seen, strange]).toEqual(['nothing', 'none', []]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    screen.locator('[data-export]').click(),
  ]);
  const file = templateFileSchema.parse(JSON.parse(await readFile(await download.path(), 'utf8')));
  expect(file.templates.map(({ name }) => name).sort()).toEqual([
    'CT Chest Nodule Follow-up',
    'MR Brain tumour',
  ]);

  await page.locator('[data-remove-template]').click();
  await screen.locator('[data-listed-template="MR Brain tumour"]').waitFor({ state: 'detached' });
  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
  const wide = await pages.open(region.reader, { width: 1920, height: 1080 });
  await wide.locator('[data-nav="settings"]').click();
  await wide.locator('[data-open-templates]').click();
  await wide.locator('[data-listed-template="CT Chest Nodule Follow-up"]').click();
  await wide.locator('[data-template-editor]').waitFor();
  await screenshotAt(wide, 'templates-screen-en-1920');
}, 240_000);
