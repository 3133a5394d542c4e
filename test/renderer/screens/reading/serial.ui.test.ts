/** An ECG against the patient's earlier ones, from the reading screen in Debian's Chromium: by key and by mouse, into the report. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { generateExam } from '../../../../practice/generate-exam.ts';
import { readAndSign } from '../../../rig/line.ts';
import { placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let current: Exam;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  const [first, second, third] = (
    ['ecg/sinus', 'ecg/left-bundle-branch-block', 'ecg/atrial-fibrillation'] as const
  ).map((scenario, index) =>
    generateExam({ seed: `serial ${index}`, kind: 'ecg', scenario, now: new Date() }),
  );
  if (first === undefined || second === undefined || third === undefined) throw new Error('three exams');
  // One patient: the device names another each time, and the township says that it is one.
  const of = (exam: Exam): Exam => ({ ...exam, order: { ...exam.order, patient: first.order.patient } });
  for (const exam of [first, of(second)]) {
    await bring(exam);
    await readAndSign(region.reader, exam, '结论');
  }
  current = of(third);
  await bring(current);
}, 240_000);
afterEach(() => pages?.closePages());
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

async function bring(exam: Exam): Promise<void> {
  await placeOrder(region, exam);
  await pushWithDcmtk(region, exam);
  const task = await taskInState(region.clinic, exam, 'arriving', 'waiting');
  if (!task.identity.settled)
    await unwrap(region.clinic.window.station.intake.settleIdentity({ taskId: task.taskId, same: true }));
  await taskInState(region.reader, exam, 'waiting');
}

async function openReading(page: Page): Promise<void> {
  const { taskId } = await taskInState(region.reader, current);
  const tab = page.locator('[data-tab="mine"]');
  const row = page.locator(`[data-task="${taskId}"][role="option"]`);
  if (!(await row.isVisible().catch(() => false))) await tab.click();
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('[data-priors="2"]').waitFor();
  await page.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
}
const findingsOf = (page: Page) => page.locator('textarea[name="findings"]').inputValue();

describe('an ECG and the earlier ones', () => {
  it('is laid against all of them by key, in the order of time, and one sentence goes into the report', async () => {
    const page = await pages.open(region.reader);
    await page.locator('[data-task][role="option"]').first().waitFor();
    await openReading(page);
    await page.keyboard.press('Alt+t');
    const lapse = page.locator('[data-time-lapse="2"]');
    await lapse.waitFor();
    await expect.poll(() => lapse.locator('[data-lapse="done"]').count(), { timeout: 60_000 }).toBe(2);
    expect(await lapse.locator('[data-lapse-at]').innerText()).toContain('2 / 2');
    const rows = await lapse.locator('tr[data-lapse]').allInnerTexts();
    // The bundle branch block is the later one: its QRS is the wider.
    const widths = rows.map((row) => Number(row.split('\t')[3]));
    expect(widths[1]).toBeGreaterThan((widths[0] ?? 0) + 25);
    const later = await lapse.locator('[data-serial-sentence]').innerText();
    await lapse.locator('tr[data-lapse] button').first().click();
    await expect.poll(() => lapse.locator('[data-lapse-at]').innerText()).toContain('1 / 2');
    const earlier = await lapse.locator('[data-serial-sentence]').innerText();
    expect(earlier).not.toBe(later);
    expect(earlier).toMatch(/^与 \d{4}-\d\d-\d\d 心电图比较:心率 \d+→\d+ 次\/分/);
    await screenshotAt(page, 'time-lapse-zh-1366');
    await lapse.locator('[data-insert-serial]').click();
    await expect.poll(() => findingsOf(page)).toContain('心电图比较:心率');
    // It plays to the latest and rests there.
    await lapse.getByRole('button', { name: '按时间播放' }).click();
    await expect.poll(() => lapse.locator('[data-lapse-at]').innerText()).toContain('2 / 2');
    await lapse.getByRole('button', { name: '按时间播放' }).waitFor();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await screenshotAt(page, 'time-lapse-zh-1920');
    await page.keyboard.press('Alt+t');
    await lapse.waitFor({ state: 'detached' });
  }, 240_000);

  it('is compared with the latest one by key and by mouse: overlay, table, sentence', async () => {
    const page = await pages.open(region.reader);
    await page.locator('[data-nav="worklist"]').waitFor();
    await openReading(page);
    await page.keyboard.press('Alt+p');
    await page.locator('[data-comparison]').waitFor();
    await page.locator('[data-serial-toggle]').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Alt+d');
    const serial = page.locator('[data-comparison] [data-serial]');
    await serial.locator('[data-serial-overlay]').waitFor({ timeout: 60_000 });
    const table = await serial.locator('table').innerText();
    for (const name of ['心率', 'PR', 'QRS', 'QTcF', 'QRS 电轴', 'ST J+60 V2']) expect(table).toContain(name);
    const inked = await serial.locator('[data-serial-overlay]').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      const [dark, blue] = [0, 0];
      let counts = { dark, blue };
      for (let at = 0; at < data.length; at += 4) {
        const [red = 255, , high = 255] = [data[at], data[at + 1], data[at + 2]];
        if (red < 60 && high < 90) counts = { ...counts, dark: counts.dark + 1 };
        else if (red < 90 && high > 150) counts = { ...counts, blue: counts.blue + 1 };
      }
      return counts;
    });
    expect(inked.dark).toBeGreaterThan(500);
    expect(inked.blue).toBeGreaterThan(300);
    await screenshotAt(page, 'serial-zh-1366');
    await page.keyboard.press('Alt+p');
    await page.locator('[data-comparison]').waitFor({ state: 'detached' });

    await page.locator('[data-compare-foremost]').click();
    await page.locator('[data-serial-toggle]').click();
    const sentence = await page.locator('[data-serial-sentence]').innerText();
    await page.locator('textarea[name="findings"]').fill('');
    await page.locator('[data-insert-serial]').click();
    await expect.poll(() => findingsOf(page)).toContain(sentence);
    await page.locator('[data-time-lapse-button]').click();
    await page.locator('[data-comparison]').waitFor({ state: 'detached' });
    await page.locator('[data-time-lapse="2"]').waitFor();
    await page.locator('[data-close-comparison]').click();
    await page.locator('[data-time-lapse]').waitFor({ state: 'detached' });
  }, 240_000);

  it('has a button for every panel of the room, with its name and key, on a small screen too', async () => {
    const page = await pages.open(region.reader);
    await page.locator('[data-nav="worklist"]').waitFor();
    await openReading(page);
    const buttons = page.locator('[data-panel-buttons] button');
    const names = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    expect(names.map((name) => name.slice(-3))).toEqual(['(P)', '(B)', '(L)', '(S)', '(O)']);
    for (const panel of ['measure', 'median', 'beats', 'st-map', 'vector']) {
      const index = ['measure', 'median', 'beats', 'st-map', 'vector'].indexOf(panel);
      await buttons.nth(index).click();
      await page.locator(`[data-panel="${panel}"]`).waitFor();
      expect(await buttons.nth(index).getAttribute('aria-pressed')).toBe('true');
    }
    await screenshotAt(page, 'ecg-toolbar-zh-1366');
    await buttons.nth(4).click();
    await page.locator('[data-panel]').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await screenshotAt(page, 'ecg-toolbar-zh-1920');
  }, 240_000);

  it('broke no content security policy and threw nothing', () => {
    expect(pages.violations).toEqual([]);
  });
});
