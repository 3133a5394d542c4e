/** The pictures in a window of their own, in Chromium: opened by a key, then by the Enter that opens a case; one program, one set of pixels. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asciiValue } from '#shared/formats/dicom/element-values.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import type { Exam, ExamObject } from '../../practice/exam.ts';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;
let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: patient });
}

async function openCase(page: Page, taskId: string): Promise<void> {
  await page.locator(`[data-task="${taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-sign="final"]').waitFor();
}

it('goes to another window and back with all that was done, and comes there by Enter from then on', async () => {
  const first = await bringToWaiting(region, examFor('apart', 'mr'));
  const second = await bringToWaiting(region, examFor('apart-next', 'dr'));
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/objects/')) asked.push(request.url());
  });
  await openCase(page, first.taskId);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('g');
  await soon(() => page.locator('.yz-mark-key').count()).toBe(1);
  const opening = page.context().waitForEvent('page');
  await page.keyboard.press('Alt+m');
  const beside = await opening;
  beside.setDefaultTimeout(patient);
  await beside.setViewportSize({ width: 1200, height: 1600 });
  await beside.locator('[data-pane="0"][data-image]').waitFor();
  expect(await page.locator('[data-pane]').count()).toBe(0);
  // Under whose name they lie; what was marked is there; nothing was fetched a second time.
  expect(await beside.locator('[data-banner]').innerText()).toContain(
    await page.locator('[data-banner] b, [data-banner] span').first().innerText(),
  );
  await soon(() => beside.locator('.yz-mark-key').count()).toBe(1);
  expect(asked.filter((url, at) => asked.indexOf(url) !== at)).toEqual([]);

  // The hands reach it in both windows: keys typed here or there, a line drawn there.
  const shown = () => beside.locator('[data-pane="0"]').getAttribute('data-image');
  const start = await shown();
  await page.keyboard.press('ArrowDown');
  await soon(shown).not.toBe(start);
  const stepped = await shown();
  await beside.keyboard.press('ArrowDown');
  await soon(shown).not.toBe(stepped);
  const box = await beside.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await beside.keyboard.press('l');
  await beside.mouse.move(x - 60, y);
  await beside.mouse.down();
  await beside.mouse.move(x, y + 10, { steps: 4 });
  await beside.mouse.move(x + 60, y + 20, { steps: 4 });
  await beside.mouse.up();
  await soon(() => beside.locator('[data-mark][data-tool="length"]').count()).toBe(1);
  // Cornerstone's own drag: the window of the picture.
  await beside.keyboard.press('Escape');
  await beside.keyboard.press('w');
  const corner = () => beside.locator('[data-pane="0"] .yz-bottom-right').innerText();
  const usual = await corner();
  await beside.mouse.move(x - 60, y - 100);
  await beside.mouse.down();
  await beside.mouse.move(x, y - 60, { steps: 6 });
  await beside.mouse.up();
  await soon(corner).not.toBe(usual);
  await beside.keyboard.press('u');
  await soon(() => page.locator('textarea[name="findings"]').inputValue()).toMatch(/长度 [\d.]+ mm/);
  // A menu there by keyboard: its keys are its own, and its tool draws.
  await beside.locator('[role="toolbar"] [aria-haspopup="menu"]').first().focus();
  const standing = await shown();
  await beside.keyboard.press('Enter');
  await beside.locator('[role="menu"]').waitFor();
  await beside.keyboard.press('ArrowDown');
  await beside.keyboard.press('Escape');
  await soon(() => beside.locator('[role="menu"]').count()).toBe(0);
  expect(await shown()).toBe(standing);
  await beside.keyboard.press('Enter');
  await beside.keyboard.press('End');
  await beside.keyboard.press('Home');
  await beside.keyboard.press('Enter');
  await soon(() => beside.locator('.yz-viewer').getAttribute('data-tool')).toBe('bidirectional');
  // A critical value is raised once, from whichever window the key comes.
  await beside.keyboard.press('Alt+c');
  await soon(() => page.locator('[role="dialog"]').count()).toBe(1);
  await page.locator('[role="dialog"]').getByRole('button', { name: '取消' }).click();
  await soon(() => page.locator('[role="dialog"]').count()).toBe(0);
  await screenshotAt(beside, 'apart-01-images-zh');
  await screenshotAt(page, 'apart-02-report-zh-1366');

  // The next case: its pictures are there with the one Enter.
  await page.keyboard.press('Escape');
  await soon(() => beside.locator('[data-shown="true"]').count()).toBe(0);
  await page.locator('[data-tab="waiting"]').click();
  await openCase(page, second.taskId);
  await soon(() => beside.locator('[data-shown="true"] [data-pane="0"][data-image]').count()).toBe(1);

  // Locked, nobody reads a name there.
  await page.keyboard.press('Control+l');
  await soon(() => beside.locator('[data-shown="true"]').count()).toBe(0);
  await page.locator('[role="dialog"] input[type="password"]').fill(region.doctor.secret);
  await page.keyboard.press('Enter');
  await soon(() => beside.locator('[data-shown="true"]').count()).toBe(1);

  // Closed by hand: they are back, and stay here.
  await beside.close();
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-tab="mine"]').click();
  await openCase(page, first.taskId);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await soon(() => page.locator('[data-mark][data-tool="length"]').count()).toBe(1);
  expect(page.context().pages()).toHaveLength(1);

  // The picture alone on the monitor, and the report again by its key.
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.keyboard.press('F11');
  await soon(() => page.locator('[data-report-panel]').isVisible()).toBe(false);
  expect(await page.locator('[data-banner]').isVisible()).toBe(true);
  await screenshotAt(page, 'apart-03-full-zh-1920');
  await page.keyboard.press('Control+e');
  await soon(() => page.locator('[data-report-panel]').isVisible()).toBe(true);
  expect(pages.violations).toEqual([]);
}, 600_000);

/** The exam with one series more: a copy of the one whose objects bear `name`, under `copyName`, which is as long. */
function withCopiedSeries(exam: Exam, name: string, copyName: string): Exam {
  const copies = exam.objects
    .filter(({ bytes }) => Buffer.from(bytes).includes(name))
    .map((object): ExamObject => {
      const opened = openDicom(object.bytes);
      if (!opened.ok) throw new Error(opened.failure.message);
      const series = asciiValue(opened.value.walk.dataSet, 0x0020000e);
      const text = Buffer.from(object.bytes)
        .toString('latin1')
        .replaceAll(series, otherUid(series))
        .replaceAll(object.sopInstanceUid, otherUid(object.sopInstanceUid))
        .replaceAll(name, copyName);
      return {
        ...object,
        name: `copy-${object.name}`,
        sopInstanceUid: otherUid(object.sopInstanceUid),
        bytes: Uint8Array.from(Buffer.from(text, 'latin1')),
      };
    });
  return { ...exam, objects: [...exam.objects, ...copies] };
}

/** As long as the given one. */
function otherUid(uid: string): string {
  return uid.slice(0, -1) + ((Number(uid.at(-1)) + 1) % 10);
}

it('names before signing the series that nobody opened, and the walk key goes there and through it', async () => {
  const exam = withCopiedSeries(examFor('apart-unseen', 'mr'), 'DWI b1000', 'ADC b1000');
  const { taskId } = await bringToWaiting(region, exam);
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  const opening = page.context().waitForEvent('page');
  await openCase(page, taskId);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Alt+m');
  const beside = await opening;
  beside.setDefaultTimeout(patient);
  await beside.setViewportSize({ width: 1200, height: 1600 });
  const pane = beside.locator('[data-pane="0"]');
  await beside.locator('[data-pane="0"][data-image]').waitFor();
  // The whole study has come: what is not looked at now is not for want of pictures.
  const strip = beside.locator('.yz-strip');
  await soon(() => strip.innerText()).toContain('ADC b1000');
  expect(await beside.locator('.yz-series.yz-shown').allInnerTexts()).not.toContain('ADC b1000');

  const unseen = page.locator('[data-unseen-series]');
  const openSigning = async (): Promise<void> => {
    await page.locator('textarea[name="findings"]').fill('双侧大脑半球未见异常信号。');
    await page.locator('textarea[name="impression"]').fill('颅脑MR平扫未见明显异常。');
    await page.locator('[data-draft-state="saved"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-sign-dialog]').waitFor();
  };
  await openSigning();
  const slices = exam.objects.filter(({ name }) => name.startsWith('copy-')).length;
  await soon(async () => (await unseen.allInnerTexts()).find((line) => line.includes('ADC'))).toContain(
    `0 / ${slices}`,
  );
  await screenshotAt(page, 'apart-04-unseen-series-zh');
  await page.keyboard.press('Escape');
  await page.locator('[data-sign-dialog]').waitFor({ state: 'detached' });

  // One key through all that was not shown: in the end through the series that was never opened.
  await pane.click();
  const places: string[] = [];
  const place = async (): Promise<string> =>
    `${await pane.getAttribute('data-image')} ${await pane.locator('.yz-top-left').innerText()}`;
  for (let last = ''; places.filter((one) => one.includes('ADC')).length < slices; ) {
    last = await place();
    await beside.keyboard.press('Shift+N');
    await soon(place).not.toBe(last);
    await soon(() => pane.locator('.yz-loading').isHidden()).toBe(true);
    places.push(await place());
    expect(places.length).toBeLessThanOrEqual(exam.objects.length);
  }
  await screenshotAt(beside, 'apart-05-walked-to-series-zh');
  await soon(() => pane.locator('.yz-coverage').getAttribute('data-shown')).toBe(`${slices}/${slices}`);
  await openSigning();
  await page.locator('[data-confirm-sign]').waitFor();
  await soon(async () => (await unseen.allInnerTexts()).filter((line) => line.includes('ADC'))).toEqual([]);
  await beside.close();
  expect(pages.violations).toEqual([]);
}, 600_000);
