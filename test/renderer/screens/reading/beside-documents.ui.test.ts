/** A document beside the images of a study is counted apart, opened from the banner and cut off nowhere, in English, on both monitors. */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { ecgPdf } from '../../../builders/pictures.ts';
import { bringToWaiting, claim, examFor, readWhole } from '../../../rig/line.ts';
import { type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

const run = promisify(execFile);
let region: Region;
let pages: WindowPages;
let exam: Exam;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  exam = examFor('beside', 'us');
  await bringToWaiting(region, exam);
  const folder = mkdtempSync(join(region.folder, 'english-'));
  const [image] = exam.objects;
  if (image === undefined) throw new Error('an image');
  const [first, pdf, report] = ['a.dcm', 'b.pdf', 'b.dcm'].map((name) => join(folder, name));
  writeFileSync(first ?? '', image.bytes);
  writeFileSync(pdf ?? '', await ecgPdf());
  await run('pdf2dcm', ['+st', first ?? '', '+t', 'Referral letter', pdf ?? '', report ?? '']);
  const [host = '', port = ''] = String(region.clinic.program.ready.dicom).split(':');
  await run('storescu', ['-aec', 'YUANZHEN', '-aet', 'SCANNER', host, port, report ?? ''], {
    env: { ...process.env, TCP_NODELAY: '1' },
  });
  await until('the document', async () => {
    const { images } = await taskInState(region.reader, exam);
    return images.documents?.received === 1 ? true : null;
  });
  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

/** What is cut off on the screen: buttons, badges, tabs, labels and heads of tables whose words do not fit them. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, .mantine-Button-label, .mantine-Badge-label, .mantine-SegmentedControl-label, label, th',
      ),
    ]
      .filter(
        (one) => one.offsetParent !== null && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0,
      )
      .map((one) => one.innerText.trim())
      .filter((text) => text !== ''),
  );
}

async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(200);
    await screenshotAt(page, `beside-${name}-${width}`);
    expect(await cutOff(page), `${name} at ${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}

it('is opened over the images and closed again', async () => {
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  const page = await pages.open(region.reader);
  await page.locator('[data-tab="mine"]').click();
  const row = page.locator('[data-task][role="option"]').first();
  await row.waitFor();
  await look(page, 'worklist');
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('[data-beside="1"]').waitFor();
  await page.locator('section canvas').first().waitFor({ timeout: 30_000 });
  await look(page, 'reading');
  await page.locator('[data-beside="1"]').click();
  await page.locator('[data-beside-document]').click();
  await page.locator('[data-beside-open] canvas').first().waitFor({ timeout: 30_000 });
  await look(page, 'document');
  await page.keyboard.press('Escape');
  await page.locator('[data-beside-open]').waitFor({ state: 'detached' });
  expect(pages.violations).toEqual([]);
}, 180_000);
