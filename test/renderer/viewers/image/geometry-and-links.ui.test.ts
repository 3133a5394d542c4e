/** What the viewer says of a stack's geometry, and how panes follow and mark one another, in a real Chromium. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../rig/open-browser.ts';
import { buildTrial } from './rig/build-trial.ts';
import { serveTrial, type TrialServer } from './rig/serve-trial.ts';
import { studyOfFiles } from './rig/study-of-files.ts';
import { syntheticCt } from './rig/synthetic-images.ts';
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
  return expect.poll(ask, { timeout: 30_000 });
}

async function openWith(files: Uint8Array[], language: 'zh-CN' | 'en' = 'zh-CN'): Promise<ViewerPage> {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open(language);
  await viewer.settled();
  return viewer;
}

const size = 64;
const spacing = '4\\4';
const axial = (slices: number, series: number, step: number, frameOfReference: string) =>
  syntheticCt({
    ...{ slices, size, spacing, series, frameOfReference },
    position: (index) => [-126, -126, index * step],
  });
/** Sagittal slices through the same block, head up. */
const sagittal = (series: number, frameOfReference: string) =>
  syntheticCt({
    ...{ slices: 9, size, spacing, series, frameOfReference, orientation: '0\\1\\0\\0\\0\\-1' },
    position: (index) => [(index - 4) * 10, -126, 200],
  });

test('a slice missing from a stack is named with its distances, in both languages, and stays named', async () => {
  const files = axial(40, 1, 5, '2.25.1').filter((_, index) => index !== 16);
  const shown = await openWith(files);
  const warning = shown.page.locator('[data-pane="0"] .yz-warning');
  await warning.waitFor();
  expect(await warning.innerText()).toBe(
    '第 16、17 层之间缺 1 层(间距 10 mm,通常 5 mm)\n层间距离与重建不可按比例测量',
  );
  await shown.page.keyboard.press('o');
  expect(await warning.isVisible()).toBe(true);
  await shown.page.keyboard.press('o');
  await shown.page.screenshot({ path: 'test-output/image-geometry-zh.png' });
  await shown.close();
  await server?.close();
  const english = await openWith(files, 'en');
  await english.page.locator('[data-pane="0"] .yz-warning').waitFor();
  expect(await english.page.locator('[data-pane="0"] .yz-warning').innerText()).toContain(
    '1 slice missing between 16 and 17 (10 mm apart, usually 5 mm)',
  );
  await english.page.screenshot({ path: 'test-output/image-geometry-en.png' });
});

test('a sound stack has nothing said of it', async () => {
  const shown = await openWith(axial(12, 1, 5, '2.25.1'));
  await shown.page.waitForFunction(
    () => document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') === '12',
  );
  expect(await shown.page.locator('.yz-warning:visible').count()).toBe(0);
});

test('panes follow by place, by hand, and mark where the slice in use crosses them', async () => {
  const shown = await openWith([
    ...axial(41, 1, 5, '2.25.1'),
    ...axial(81, 2, 2.5, '2.25.1'),
    ...sagittal(3, '2.25.1'),
    ...axial(41, 4, 5, '2.25.9'),
  ]);
  const { keyboard } = shown.page;
  const at = (pane: number) => expect.poll(() => shown.corner('bottom-left', pane));
  await keyboard.press('Shift+L');
  for (const pane of [0, 1, 2, 3]) await shown.settled(pane);
  // The largest series hangs first; the reader leads with it.
  await at(0).toContain('1 / 81');
  await at(1).toContain('1 / 41');
  await keyboard.press('ArrowDown');
  await at(0).toContain('2 / 81');
  await at(1).toContain('1 / 41');

  await keyboard.press('k');
  for (let i = 0; i < 3; i++) await keyboard.press('Shift+ArrowDown');
  await at(0).toContain('32 / 81');
  await at(1).toMatch(/1[67] \/ 41/);
  await at(3).toContain('1 / 41');
  await expect.poll(() => shown.page.locator('[data-pane="1"] .yz-link-note').innerText()).toBe('联动');
  await expect
    .poll(() => shown.page.locator('[data-pane="3"] .yz-link-note').innerText())
    .toContain('未联动:坐标系不同');

  // The axial slice at 77.5 mm crosses the sagittal one a good third from its foot, level and as wide as the picture.
  const line = shown.page.locator('[data-pane="2"] .yz-reference line');
  // A level line has no height, which Playwright calls invisible: its drawing is asked instead.
  await shown.page.locator('[data-pane="2"] .yz-reference').waitFor();
  const [box, ends] = await Promise.all([
    shown.page.locator('[data-pane="2"] .yz-picture').boundingBox(),
    line.evaluate((one) => ['x1', 'y1', 'x2', 'y2'].map((name) => Number(one.getAttribute(name)))),
  ]);
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ends;
  const side = Math.min(box?.width ?? 0, box?.height ?? 0);
  const perMm = side / (size * 4);
  expect(Math.abs(y1 - y2)).toBeLessThan(0.2);
  expect(Math.abs(Math.abs(x2 - x1) - (size - 1) * 4 * perMm)).toBeLessThan(2);
  // Row 0 of the sagittal slice lies at 200 mm, half a pixel under the picture's upper edge.
  const expectedY = ((box?.height ?? 0) - side) / 2 + (200 - 77.5 + 2) * perMm;
  expect(Math.abs(y1 - expectedY)).toBeLessThan(2);
  await shown.page.screenshot({ path: 'test-output/image-links-zh.png' });

  // By hand the fourth pane joins from where it stands: 12.5 mm on.
  await keyboard.press('j');
  await keyboard.press('Shift+ArrowDown');
  await at(0).toContain('42 / 81');
  await at(3).toMatch(/[56] \/ 41/);
  await expect
    .poll(() => shown.page.locator('[data-pane="3"] .yz-link-note').innerText())
    .toBe('手动配准联动');
  await keyboard.press('j');
  await keyboard.press('ArrowDown');
  await at(0).toContain('43 / 81');
  await expect.poll(() => shown.page.locator('.yz-link-note:visible').count()).toBe(0);
});

test('panes laid out while the engine still warms up are drawn whole, also when they took over its context', async () => {
  const { study, objects } = studyOfFiles([1, 2, 3, 4].flatMap((series) => axial(3, series, 5, '2.25.1')));
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open();
  await viewer.page.locator('[data-pane="0"]').waitFor();
  await viewer.page.keyboard.press('Shift+L');
  for (const pane of [0, 1, 2, 3]) await viewer.settled(pane);
  // The warm-up has left by then, and with it the size that its context had.
  await viewer.page.waitForTimeout(1500);
  const middles = await viewer.page.evaluate(() =>
    [0, 1, 2, 3].map((at) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-pane="${at}"] canvas`);
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      if (!canvas || !data) return [];
      const white = Array.from({ length: data.length / 4 }, (_, pixel) => pixel).filter(
        (pixel) => (data[pixel * 4] ?? 0) > 250,
      );
      const columns = white.map((pixel) => pixel % canvas.width);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      return [Math.round(mean(columns) - canvas.width / 2), white.length];
    }),
  );
  // The bright square lies in the middle of every pane, and is as large in each.
  for (const middle of middles) expect(middle).toEqual(middles[0]);
  expect(Math.abs(middles[0]?.[0] ?? 99)).toBeLessThan(6);
});

test('a chest CT of two reconstructions hangs lung and mediastinum side by side, each in its window', async () => {
  const series = (number: number, description: string) =>
    syntheticCt({ slices: 10, size, spacing, series: number, description, bodyPart: 'CHEST' });
  const shown = await openWith([...series(1, '标准 5mm'), ...series(2, '肺 5mm')]);
  await shown.settled(1);
  const corner = (pane: number) => expect.poll(() => shown.corner('bottom-right', pane));
  await corner(0).toContain('WW 1500 WL -600');
  await corner(1).toContain('WW 350 WL 40');
  expect(await shown.corner('top-left', 0)).toContain('肺 5mm');
  // The window is the reader's from then on: another slice keeps it, the default window is the picture's own.
  await shown.page.keyboard.press('ArrowDown');
  await expect.poll(() => shown.corner('bottom-left', 0)).toContain('2 / 10');
  await corner(0).toContain('WW 1500 WL -600');
  await shown.page.keyboard.press('0');
  await corner(0).toContain('WW 400 WL 40');
  await shown.page.screenshot({ path: 'test-output/image-hanging-chest-zh.png' });
});

test('a prior beside the study follows it from where both stand, by the key of links, and leads when the hand is on it', async () => {
  const series = (number: number, slices: number) =>
    syntheticCt({ slices, size: 64, series: number, description: `平扫 ${number}` });
  const { study, objects } = studyOfFiles([...series(1, 12), ...series(2, 20)]);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  const { page } = viewer;
  await viewer.open('zh-CN', undefined, '&beside');
  const at = (which: 'own' | 'beside') =>
    page.locator(`[data-viewer="${which}"] .yz-bottom-left`).innerText();
  const note = page.locator('[data-viewer="beside"] .yz-link-note');
  await soon(() => at('own')).toContain('1 / 12');
  await soon(() => at('beside')).toContain('1 / 20');
  // Unlinked, each is by itself.
  await page.keyboard.press('ArrowDown');
  await soon(() => at('own')).toContain('2 / 12');
  expect(await at('beside')).toContain('1 / 20');
  const besideBox = await page.locator('[data-viewer="beside"] [data-pane="0"]').boundingBox();
  if (!besideBox) throw new Error('no pane');
  await page.mouse.move(besideBox.x + 100, besideBox.y + 100);
  for (let slice = 0; slice < 4; slice += 1) await page.mouse.wheel(0, 120);
  await soon(() => at('beside')).toContain('5 / 20');
  expect(await at('own')).toContain('2 / 12');
  // By place they do not follow: no frame of reference is shared, and that is said.
  await page.keyboard.press('k');
  await soon(() => note.innerText()).toContain('未联动');
  await page.keyboard.press('ArrowDown');
  await soon(() => at('own')).toContain('3 / 12');
  expect(await at('beside')).toContain('5 / 20');
  await page.keyboard.press('j');
  await soon(() => note.innerText()).toContain('手动配准');
  await page.screenshot({ path: 'test-output/prior-linked.png' });
  await page.keyboard.press('Shift+ArrowDown');
  await soon(() => at('own')).toContain('12 / 12');
  await soon(() => at('beside')).toContain('14 / 20');
  await page.mouse.wheel(0, -120);
  await soon(() => at('beside')).toContain('13 / 20');
  await soon(() => at('own')).toContain('11 / 12');
  // No line of a slice whose places are none here.
  expect(
    await page
      .locator('.yz-reference line')
      .evaluateAll((lines) => lines.filter((line) => line.getBoundingClientRect().width > 0).length),
  ).toBe(0);
});
