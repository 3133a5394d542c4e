/** True size in a real Chromium on a monitor of 0.27 mm a pixel: edges of a square of known length are read off the screen. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../rig/open-browser.ts';
import { buildTrial } from './rig/build-trial.ts';
import { serveTrial, type TrialServer } from './rig/serve-trial.ts';
import { studyOfFiles } from './rig/study-of-files.ts';
import { syntheticCt, syntheticDx } from './rig/synthetic-images.ts';
import { openViewerPage, type ViewerPage } from './rig/viewer-page.ts';

let folder: string;
let browser: Browser;
let server: TrialServer | null = null;
let viewer: ViewerPage | null = null;

beforeAll(async () => {
  mkdirSync('test-output', { recursive: true });
  folder = await buildTrial();
  browser = await openBrowser();
}, 120_000);

afterAll(() => browser?.close());

afterEach(async () => {
  const errors = viewer?.errors ?? [];
  await viewer?.close();
  await server?.close();
  viewer = null;
  server = null;
  expect(errors).toEqual([]);
});

function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: 15_000 });
}

async function openWith(file: Uint8Array, language: 'zh-CN' | 'en', pitch?: number) {
  const { study, objects } = studyOfFiles([file]);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server, { width: 1920, height: 1080 });
  await viewer.open(language, pitch);
  await viewer.settled();
  return viewer;
}

/** CSS pixels from the left to the right edge of the square in the middle, which is darker or brighter than all around it. */
const squareOnScreen = (shown: ViewerPage): Promise<number> =>
  shown.page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no canvas');
    const row = context.getImageData(0, Math.round(canvas.height / 2), canvas.width, 1).data;
    const grey = Array.from({ length: canvas.width }, (_, at) => row[at * 4] ?? 0);
    const middle = Math.round(canvas.width / 2);
    const inside = grey[middle] ?? 0;
    const isSquare = (at: number): boolean => Math.abs((grey[at] ?? 0) - inside) < 64;
    let from = middle;
    let to = middle;
    while (from > 0 && isSquare(from - 1)) from -= 1;
    while (to < canvas.width - 1 && isSquare(to + 1)) to += 1;
    return ((to - from + 1) * canvas.getBoundingClientRect().width) / canvas.width;
  });

test('a line of 100 mm occupies 370 pixels of 0.27 mm', async () => {
  // 499 pixels of the square are 99.8 mm at the detector; what is drawn over it is measured by the picture itself.
  const shown = await openWith(syntheticDx(2000), 'zh-CN', 0.27);
  expect(await shown.corner('bottom-right')).not.toContain('真实大小');
  await shown.page.keyboard.press('Shift+T');
  await soon(() => shown.page.locator('.yz-say').innerText()).toContain('探测器面');
  await soon(() => shown.corner('bottom-right')).toContain('真实大小');
  await soon(async () => Math.abs((await squareOnScreen(shown)) - 99.8 / 0.27)).toBeLessThanOrEqual(1);
  const found = await shown.page.locator('[data-pane="0"]').boundingBox();
  if (!found) throw new Error('no pane');
  const [x, y] = [Math.round(found.x + found.width / 2), Math.round(found.y + found.height / 2)];
  await shown.page.keyboard.press('l');
  await shown.drag([x - 185, y + 60], [x + 185, y + 60]);
  await soon(() => shown.page.locator('[data-mark] text').allTextContents()).toContain('99.9 mm(探测器面)');
  await shown.page.screenshot({ path: 'test-output/true-size-zh.png' });
  // Zoomed away and back by the same key.
  await shown.page.keyboard.press('w');
  await shown.page.keyboard.press('+');
  await soon(() => shown.corner('bottom-right')).not.toContain('真实大小');
  await shown.page.keyboard.press('Shift+T');
  await soon(async () => Math.abs((await squareOnScreen(shown)) - 99.8 / 0.27)).toBeLessThanOrEqual(1);
}, 240_000);

test('a known magnification is taken out; slices are as large as they are', async () => {
  const shown = await openWith(syntheticDx(2000, '1.25'), 'en', 0.27);
  await shown.page.keyboard.press('Shift+T');
  await soon(() => shown.page.locator('.yz-say').innerText()).toContain('magnification 1.25 taken out');
  await soon(async () => Math.abs((await squareOnScreen(shown)) - 99.8 / 1.25 / 0.27)).toBeLessThanOrEqual(1);
  await shown.page.screenshot({ path: 'test-output/true-size-en.png' });
  await shown.close();
  await server?.close();
  const [slice] = syntheticCt({ slices: 1 });
  if (!slice) throw new Error('no slice');
  const ct = await openWith(slice, 'en', 0.27);
  await ct.page.keyboard.press('Shift+T');
  await soon(() => ct.page.locator('.yz-say').innerText()).toContain('in the patient');
  await soon(async () => Math.abs((await squareOnScreen(ct)) - 63.5 / 0.27)).toBeLessThanOrEqual(1);
}, 240_000);

test('a pane of another shape cuts nothing off: what fits fits again, and true size stays', async () => {
  const [slice] = syntheticCt({ slices: 1 });
  if (!slice) throw new Error('no slice');
  const shown = await openWith(slice, 'zh-CN', 0.27);
  const { page } = shown;
  /** Of the square in the middle of the pane. */
  const partOfPane = async (): Promise<number> => {
    const box = await page.locator('[data-pane="0"]').boundingBox();
    return ((await squareOnScreen(shown)) * 4) / Math.min(box?.width ?? 0, box?.height ?? 0);
  };
  await soon(partOfPane).toBeCloseTo(1, 1);
  for (const layout of ['Shift+J', 'Shift+K', 'Shift+H']) {
    await page.keyboard.press(layout);
    await soon(async () => Math.abs((await partOfPane()) - 1)).toBeLessThan(0.02);
  }
  await page.setViewportSize({ width: 900, height: 1000 });
  await soon(async () => Math.abs((await partOfPane()) - 1)).toBeLessThan(0.02);
  await page.keyboard.press('Shift+T');
  const isTrue = async () => Math.abs((await squareOnScreen(shown)) - 63.5 / 0.27);
  await soon(isTrue).toBeLessThanOrEqual(1);
  await page.setViewportSize({ width: 1500, height: 700 });
  await soon(() => shown.corner('bottom-right')).toContain('真实大小');
  await soon(isTrue).toBeLessThanOrEqual(1);
}, 240_000);

test('a monitor nobody measured says what to do', async () => {
  const shown = await openWith(syntheticDx(), 'zh-CN');
  await shown.page.keyboard.press('Shift+T');
  await soon(() => shown.page.locator('.yz-say').innerText()).toContain('请在设置中测量标尺线');
}, 240_000);
