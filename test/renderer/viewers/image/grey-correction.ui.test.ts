/** Greys corrected for a monitor, in a real Chromium: each pixel of the screen by the table, colour and writing as they are, off nothing at all. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../rig/open-browser.ts';
import { buildTrial } from './rig/build-trial.ts';
import { serveTrial, type TrialServer } from './rig/serve-trial.ts';
import { studyOfFiles } from './rig/study-of-files.ts';
import { syntheticCt, syntheticUs } from './rig/synthetic-images.ts';
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

async function openWith(files: Uint8Array[], more: string): Promise<ViewerPage> {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open('zh-CN', undefined, more);
  await viewer.settled();
  return viewer;
}

/** As the trial corrects them. */
const table = Array.from({ length: 256 }, (_, level) => Math.round(Math.sqrt(level / 255) * 255));

/** Red, green and blue of each pixel on the screen over the middle of a picture, row by row. */
async function screenOf({ page }: ViewerPage, picture: string): Promise<number[][]> {
  // The browser decodes its own screenshot: colours are those that reached the screen.
  const box = await page.locator(picture).first().boundingBox();
  if (!box) throw new Error('no picture');
  const [x, y] = [Math.round(box.x + box.width / 2 - 100), Math.round(box.y + box.height / 2 - 20)];
  const shot = await page.screenshot({ clip: { x, y, width: 200, height: 40 } });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    return Array.from({ length: data.length / 4 }, (_, at) => [...data.slice(at * 4, at * 4 + 3)]);
  }, shot.toString('base64'));
}

/** All levels of the window lie in the picture. */
const ramp = () =>
  syntheticCt({ slices: 9, size: 256, value: (x, y) => -160 + Math.round((x * 400) / 255) + (y % 2) });

test('each grey on the screen is the one of the table; off, it is the picture as it was', async () => {
  const plain = await openWith(ramp(), '');
  const picture = '[data-pane="0"] .yz-picture';
  const before = await screenOf(plain, picture);
  const levels = new Set(before.map(([red]) => red));
  expect(levels.size).toBeGreaterThan(50);
  expect(await plain.page.locator('.yz-viewer[data-greys]').count()).toBe(0);
  const drawn = (shown: ViewerPage) =>
    shown.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] .yz-picture canvas');
      return canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.join() ?? '';
    });
  const canvas = await drawn(plain);
  await plain.close();
  await server?.close();

  const corrected = await openWith(ramp(), '&greys');
  await expect.poll(() => screenOf(corrected, picture)).not.toEqual(before);
  const after = await screenOf(corrected, picture);
  expect(after).toEqual(before.map((pixel) => pixel.map((level) => table[level])));
  // Only on the way to the screen: what is drawn, and whatever is read off it, stays.
  expect(await drawn(corrected)).toBe(canvas);
  await corrected.page.screenshot({ path: 'test-output/greys-corrected.png' });
  // Scrolling, the magnifier and reconstructions go by the table too.
  await corrected.page.keyboard.press('ArrowDown');
  await expect.poll(() => screenOf(corrected, picture)).toEqual(after);
  await corrected.page.keyboard.press('q');
  await corrected.page.locator('[data-plane="axial"][data-drawn="whole"]').waitFor();
  const filter = (selector: string) =>
    corrected.page
      .locator(selector)
      .first()
      .evaluate((canvas) => getComputedStyle(canvas).filter);
  expect(await filter('[data-plane="axial"] .yz-mpr-picture')).toMatch(/^url\(.*yz-greys/);
}, 240_000);

test('colour and the writing stay as they are', async () => {
  const shown = await openWith([syntheticUs(2)], '&greys');
  const isGrey = await shown.page
    .locator('[data-pane="0"]')
    .evaluate((pane) => pane.hasAttribute('data-grey'));
  const filter = await shown.page
    .locator('[data-pane="0"] .yz-picture canvas')
    .first()
    .evaluate((canvas) => getComputedStyle(canvas).filter);
  expect(filter === 'none').toBe(!isGrey);
  const corner = shown.page.locator('[data-pane="0"] .yz-bottom-left');
  expect(await corner.evaluate((text) => getComputedStyle(text).filter)).toBe('none');
}, 120_000);
