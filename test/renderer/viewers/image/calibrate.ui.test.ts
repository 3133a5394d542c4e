/** Calibrating by hand in a real Chromium: a line over an object of known length, before and after it other measurements. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Marks } from '#shared/measure/marking.ts';
import { openBrowser } from '../../../rig/open-browser.ts';
import { buildTrial } from './rig/build-trial.ts';
import { serveTrial, type TrialServer } from './rig/serve-trial.ts';
import { studyOfFiles } from './rig/study-of-files.ts';
import { syntheticCt, syntheticDx, syntheticUs } from './rig/synthetic-images.ts';
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

async function openWith(
  files: Uint8Array[],
  language: 'zh-CN' | 'en',
  size?: { width: number; height: number },
) {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server, size);
  await viewer.open(language);
  await viewer.settled();
  return viewer;
}

const marksOf = (shown: ViewerPage): Promise<Marks> =>
  shown.page.evaluate(() => (window as unknown as { trial: { marks: Marks } }).trial.marks);
const numbers = async (shown: ViewerPage) =>
  (await marksOf(shown)).measurements.map(({ quantities }) => {
    const { value = 0, unit = '' } = quantities.at(-1) ?? {};
    return { value, unit };
  });

async function middle(shown: ViewerPage) {
  const found = await shown.page.locator('[data-pane="0"]').boundingBox();
  if (!found) throw new Error('no pane');
  return {
    x: found.x + found.width / 2,
    y: found.y + found.height / 2,
    zoom: Math.min(found.width, found.height) / 400,
  };
}

test('what was measured before and after tells millimetres by the object; undo, another length, none', async () => {
  const shown = await openWith([syntheticDx()], 'zh-CN');
  const { x, y, zoom } = await middle(shown);
  const { page } = shown;
  const at = (dx: number, dy: number): [number, number] => [x + dx * zoom, y + dy * zoom];
  await page.keyboard.press('r');
  await shown.drag(at(-150, -120), at(-110, -90));
  await soon(async () => (await numbers(shown)).map(({ unit }) => unit)).toEqual(['mm-detector']);
  const [area] = await numbers(shown);

  // Nothing is chosen but a region: the key asks for a line, and for its length once it is drawn.
  await page.keyboard.press('Shift+C');
  await soon(() => page.locator('.yz-say').innerText()).toContain('沿已知长度的物体画一条线');
  await shown.drag(at(-50, 40), at(50, 40));
  const field = page.getByLabel('该物体的真实长度(mm)');
  await field.waitFor();
  const [, drawn] = await numbers(shown);
  await page.keyboard.type('很长');
  await page.keyboard.press('Enter');
  await soon(() => page.locator('.yz-ask [role="alert"]').innerText()).toContain('0.1–2000');
  await field.fill('25');
  await page.screenshot({ path: 'test-output/calibrate-asks-zh.png' });
  await page.keyboard.press('Enter');
  await soon(async () => (await numbers(shown))[1]).toEqual({ value: 25, unit: 'mm-manual' });
  const factor = 25 / (drawn?.value ?? 1);
  const now = await numbers(shown);
  expect(now[0]?.unit).toBe('mm-manual');
  expect(now[0]?.value).toBeCloseTo((area?.value ?? 0) * factor * factor, 6);
  expect((await marksOf(shown)).calibrations).toMatchObject([{ millimetres: 25 }]);

  // A later one, by the keys alone, is told in the same millimetre; label, list and scale bar all say how it is known.
  await page.keyboard.press('l');
  await shown.drag(at(-50, 90), at(50, 90));
  await soon(async () => Math.abs(((await numbers(shown))[2]?.value ?? 0) - 25)).toBeLessThan(0.2);
  await soon(() => page.locator('[data-mark] text').allTextContents()).toContain('25.0 mm(人工校准)');
  await soon(() => page.locator('.yz-scale-bar').innerText()).toContain('mm(人工校准)');
  await page.keyboard.press('m');
  await soon(() => page.locator('.yz-measurements').innerText()).toContain('人工校准:已知物体 25 mm');
  await soon(() => page.locator('.yz-measurements').innerText()).toMatch(/mm²\(人工校准\) · 已知物体/);
  await page.screenshot({ path: 'test-output/calibrate-zh.png' });
  await page.keyboard.press('m');

  // One step back: the later line; a second: the calibration with all that hung on it.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await soon(() => numbers(shown)).toEqual([area, drawn]);
  expect((await marksOf(shown)).calibrations).toEqual([]);
  await page.keyboard.press('Control+Shift+z');
  await soon(async () => (await numbers(shown)).map(({ unit }) => unit)).toEqual(['mm-manual', 'mm-manual']);

  // The line is chosen again: another length, then none.
  await page.keyboard.press('w');
  await shown.drag(at(-50, 40), at(-50, 40));
  await page.keyboard.press('Shift+C');
  await page.getByLabel('清空并回车则取消人工校准').fill('50');
  await page.keyboard.press('Enter');
  await soon(async () => (await numbers(shown))[1]).toEqual({ value: 50, unit: 'mm-manual' });
  await page.keyboard.press('Shift+C');
  await page.getByLabel('清空并回车则取消人工校准').press('Enter');
  await soon(() => numbers(shown)).toEqual([area, drawn]);
}, 240_000);

test('slices and ultrasound regions say why they are not calibrated', async () => {
  const shown = await openWith(syntheticCt({ slices: 1 }), 'en', { width: 1920, height: 1080 });
  await shown.page.keyboard.press('Shift+C');
  await soon(() => shown.page.locator('.yz-say').innerText()).toContain(
    'Slices carry the spacing of their scanner',
  );
  await shown.close();
  await server?.close();
  const cine = await openWith([syntheticUs()], 'en');
  await cine.page.keyboard.press('Shift+C');
  await soon(() => cine.page.locator('.yz-say').innerText()).toContain('Ultrasound regions carry their own');
  await cine.page.screenshot({ path: 'test-output/calibrate-refused-en.png' });
  expect((await marksOf(cine)).measurements).toEqual([]);
}, 240_000);
