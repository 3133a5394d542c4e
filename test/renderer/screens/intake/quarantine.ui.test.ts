/** The quarantine at a township PC: what was refused is seen, tried again, discarded and marked, by hand and by key. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examFor } from '../../../rig/line.ts';
import { placeOrder, type Region, startRegion } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let page: Page;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  page = await pages.open(region.clinic);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

const refusals = (settled = false) => unwrap(region.clinic.window.station.intake.refusals({ settled }));
const give = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  region.clinic.window.post('/arrivals', bytes, { 'x-file-name': encodeURIComponent(name) });

/** What an older program could not read: refused then, readable now. */
async function refuseAsAnOlderProgram(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await give(name, bytes.subarray(0, 90));
  await until('the refusal', async () => (await refusals()).find((one) => one.name === name));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const data = join(region.clinic.folder, 'data');
  mkdirSync(join(data, 'vault', 'refused'), { recursive: true });
  writeFileSync(join(data, 'vault', 'refused', sha256), bytes);
  const sqlite = new Sqlite(join(data, 'station.sqlite'), { timeout: 5000 });
  sqlite.prepare('UPDATE refusal SET sha256 = ?, size = ? WHERE name = ?').run(sha256, bytes.length, name);
  sqlite.close();
}

it('shows why, tries again and joins, discards and marks for a retake', async () => {
  const exam = examFor('quarantine');
  await placeOrder(region, exam, { accessionNumber: 'ELSEWHERE1' });
  await refuseAsAnOlderProgram('心电图-3床.dcm', new Uint8Array(exam.objects[0]?.bytes ?? []));
  await give('病历.txt', new TextEncoder().encode('no image at all'));
  await give('截图.bmp', new TextEncoder().encode('BM neither'));
  await until('three refusals', async () => ((await refusals()).length === 3 ? true : null));
  await page.locator('[data-nav="intake"]').click();
  await page.locator('[data-refusals]').click();
  await page.locator('[data-refusal]').nth(2).waitFor();
  await screenshotAt(page, 'quarantine-open');

  // By key: down to the oldest, its details, then once more from the kept bytes.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('o');
  await page.locator('[data-refusal-sheet]').waitFor();
  expect(await page.locator('[data-refusal-sheet]').innerText()).toContain('SHA-256');
  await screenshotAt(page, 'quarantine-details');
  await page.keyboard.press('Escape');
  await page.locator('[data-refusal-sheet]').waitFor({ state: 'detached' });
  await page.keyboard.press('r');
  // It is a study now, and an order is there: a person joins them, side by side.
  await page.locator('[data-confirm-join]').waitFor();
  await screenshotAt(page, 'quarantine-join');
  await page.getByRole('button', { name: '取消' }).click();
  await page.locator('[data-confirm-join]').waitFor({ state: 'detached' });
  await until('the study', async () => {
    const arrivals = await unwrap(region.clinic.window.station.intake.arrivals());
    return arrivals.find((one) => one.studyInstanceUid === exam.studyInstanceUid) ?? null;
  });
  expect((await refusals(true)).map((one) => one.settled?.act)).toEqual(['accepted']);

  // What is still no image is refused again, and stays one row.
  await page.locator('[data-retry]').click();
  await until('one attempt', async () => (await refusals()).find((one) => one.attempts === 1) ?? null);
  expect(await refusals()).toHaveLength(2);

  // Both at once, by key, with a reason.
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.locator('[data-settle-reason]').fill('不是检查资料');
  await screenshotAt(page, 'quarantine-discard');
  await page.locator('[data-settle]').click();
  await until('an empty list', async () => ((await refusals()).length === 0 ? true : null));
  const settled = await refusals(true);
  expect(settled.filter((one) => one.settled?.act === 'discarded')).toHaveLength(2);
  expect(settled[0]?.settled).toMatchObject({ memberId: region.nurse.id, reason: '不是检查资料' });

  await give('又一个.txt', new TextEncoder().encode('still no image'));
  await page.locator('[data-refusal]').first().waitFor();
  await page.keyboard.press('t');
  await page.locator('[data-settle-reason]').fill('数据已损坏');
  await page.locator('[data-settle]').click();
  await until(
    'the retake',
    async () => (await refusals(true)).find((one) => one.settled?.act === 'retake') ?? null,
  );
  await page.locator('[data-refusal-filter]').getByText('已处理').click();
  await page.locator('[data-refusal]').nth(3).waitFor();
  // Each line says who decided, and when.
  for (const line of await page.locator('[data-settled-by]').allInnerTexts())
    expect(line).toMatch(new RegExp(`^${region.nurse.name} · \\d`));
  expect(await page.locator('[data-settled-by]').count()).toBe(4);
  await screenshotAt(page, 'quarantine-settled');
  const audited = new Sqlite(join(region.clinic.folder, 'data', 'station.sqlite'), { readonly: true });
  const acts = audited.prepare(`SELECT act FROM auditRecord WHERE act LIKE 'refusal-%'`).pluck().all();
  audited.close();
  expect(acts.sort()).toEqual([
    'refusal-discarded',
    'refusal-discarded',
    'refusal-retake',
    'refusal-retried',
    'refusal-retried',
  ]);
  await page.locator('[data-nav="settings"]').click();
  await page.locator('[data-archive]').waitFor();
  await page.locator('[data-check-now]').click();
  await page.locator('[data-vault-check="ended"]').waitFor();
  await page.locator('[data-archive]').scrollIntoViewIfNeeded();
  await screenshotAt(page, 'archive-settings');
}, 240_000);

it('broke no content security policy and threw nothing', () => {
  expect(pages.violations).toEqual([]);
});
