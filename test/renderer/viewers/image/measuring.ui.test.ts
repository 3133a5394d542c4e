/** Measuring in a real Chromium on a phantom: against edges read off the screen, and against the pixels themselves. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Marks, Measurement } from '#shared/measure/marking.ts';
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

async function openWith(
  files: Uint8Array[],
  language: 'zh-CN' | 'en' = 'zh-CN',
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
const measurements = async (shown: ViewerPage): Promise<readonly Measurement[]> =>
  (await marksOf(shown)).measurements;
const named = (given: Measurement | undefined) =>
  Object.fromEntries((given?.quantities ?? []).map(({ name, value }) => [name, value]));

async function box(shown: ViewerPage) {
  const found = await shown.page.locator('[data-pane="0"]').boundingBox();
  if (!found) throw new Error('no pane');
  const zoom = Math.min(found.width, found.height) / 512;
  return { x: found.x + found.width / 2, y: found.y + found.height / 2, left: found.x, zoom };
}

/** Where the bright square begins and ends on the screen's middle row, in CSS pixels of the page: between two pixels of other grey. */
async function edgesOnScreen(shown: ViewerPage): Promise<[number, number]> {
  return shown.page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no canvas');
    const row = context.getImageData(0, Math.round(canvas.height / 2) + 20, canvas.width, 1).data;
    const rect = canvas.getBoundingClientRect();
    const grey = Array.from({ length: canvas.width }, (_, at) => row[at * 4] ?? 0);
    const first = grey.findIndex((value) => value > 200);
    const last = grey.length - 1 - [...grey].reverse().findIndex((value) => value > 200);
    const scale = rect.width / canvas.width;
    return [rect.left + first * scale, rect.left + (last + 1) * scale];
  });
}

test('a length from edge to edge of the square is its length to half a pixel', async () => {
  const shown = await openWith(syntheticCt({ slices: 1 }));
  const [from, to] = await edgesOnScreen(shown);
  const { y } = await box(shown);
  await shown.page.keyboard.press('l');
  await shown.drag([from, y + 20], [to, y + 20]);
  await soon(() => measurements(shown)).toHaveLength(1);
  const [length] = await measurements(shown);
  // 127 pixels of 0.5 mm are bright; interpolation softens each edge by a fraction of a pixel.
  expect(Math.abs((named(length).length ?? 0) - 63.5)).toBeLessThan(0.25);
  const [a, b] = length?.points ?? [];
  expect(Math.abs((a?.[0] ?? 0) - 192.5)).toBeLessThan(0.5);
  expect(Math.abs((b?.[0] ?? 0) - 319.5)).toBeLessThan(0.5);
}, 240_000);

test('regions tell the mean and deviation of the very pixels inside', async () => {
  const shown = await openWith(syntheticCt({ slices: 1 }));
  const { x, y, zoom } = await box(shown);
  await shown.page.keyboard.press('r');
  await shown.drag([x - 120 * zoom, y - 90 * zoom], [x - 50 * zoom, y - 20 * zoom]);
  await shown.page.keyboard.press('Shift+R');
  const { mouse } = shown.page;
  await mouse.move(x + 80 * zoom, y);
  await mouse.down();
  for (const [dx, dy] of [
    [120, 10],
    [110, 60],
    [90, 90],
    [70, 50],
  ] as const)
    await mouse.move(x + dx * zoom, y + dy * zoom, { steps: 6 });
  await mouse.up();
  await soon(() => measurements(shown)).toHaveLength(2);
  const [rectangle, freehand] = await measurements(shown);
  const value = (px: number, py: number): number => {
    if (Math.abs(px - 256) < 64 && Math.abs(py - 256) < 64) return 1000;
    return Math.hypot(px - 256, py - 256) < 512 * 0.4 ? 40 + (((px * 7 + py * 13) % 16) - 8) : -1000;
  };
  const expected = (isInside: (px: number, py: number) => boolean) => {
    const values: number[] = [];
    for (let py = 0; py < 512; py++)
      for (let px = 0; px < 512; px++) if (isInside(px, py)) values.push(value(px, py));
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
    return { mean, deviation, count: values.length };
  };
  const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = rectangle?.points ?? [];
  const inRectangle = expected((px, py) => px >= ax && px <= bx && py >= ay && py <= by);
  expect(inRectangle.count).toBeGreaterThan(4000);
  expect(named(rectangle).mean).toBeCloseTo(inRectangle.mean, 6);
  expect(named(rectangle).deviation).toBeCloseTo(inRectangle.deviation, 6);
  const outline = freehand?.points ?? [];
  expect(outline.length).toBeGreaterThan(10);
  // Winding by angles, another rule than the viewer's: equal for a line that does not cross itself.
  const inFreehand = expected((px, py) => {
    let turn = 0;
    for (const [at, [x1, y1]] of outline.entries()) {
      const [x2, y2] = outline[(at + 1) % outline.length] ?? [0, 0];
      let step = Math.atan2(y2 - py, x2 - px) - Math.atan2(y1 - py, x1 - px);
      if (step > Math.PI) step -= 2 * Math.PI;
      if (step < -Math.PI) step += 2 * Math.PI;
      turn += step;
    }
    return Math.abs(turn) > Math.PI;
  });
  expect(named(freehand).mean).toBeCloseTo(inFreehand.mean, 6);
  expect(named(freehand).deviation).toBeCloseTo(inFreehand.deviation, 6);
}, 240_000);

test('every tool by hand; handles, writing and lines can be moved; undo and redo', async () => {
  const shown = await openWith(syntheticCt({ slices: 2 }));
  const { x, y, zoom } = await box(shown);
  const at = (dx: number, dy: number): [number, number] => [x + dx * zoom, y + dy * zoom];
  const { keyboard, mouse } = shown.page;
  const click = async (...place: [number, number]) => {
    await mouse.move(...place);
    await mouse.down();
    await mouse.up();
  };
  await keyboard.press('d');
  await shown.drag(at(-60, -60), at(60, -60));
  await shown.drag(at(0, -80), at(0, -40));
  await keyboard.press('Shift+A');
  await shown.drag(at(-60, 0), at(60, 20));
  await shown.drag(at(-60, 60), at(60, 40));
  await keyboard.press('c');
  // Three clicks: two borders of the heart, and the chest from wall to wall in one.
  await click(...at(-50, 100));
  await click(...at(50, 110));
  await shown.drag(at(-150, 130), at(150, 130));
  await keyboard.press('y');
  await shown.drag(at(-180, -100), at(-140, -60));
  await keyboard.press('Shift+E');
  await shown.drag(at(140, -60), at(160, -60));
  await keyboard.press('b');
  await click(...at(0, 30));
  await keyboard.press('n');
  await shown.drag(at(100, -120), at(150, -150));
  await keyboard.type('结节 w');
  await keyboard.press('Enter');
  await soon(async () => (await measurements(shown)).map(({ tool }) => tool)).toEqual([
    'bidirectional',
    'cobb',
    'cardiothoracic',
    'height',
    'circle',
    'probe',
    'arrow',
  ]);
  const all = await measurements(shown);
  const near = (value: number | undefined, wanted: number, by: number) =>
    expect(Math.abs((value ?? 0) - wanted)).toBeLessThan(by);
  near(named(all[0]).longAxis, 60, 0.5);
  near(named(all[0]).shortAxis, 20, 0.5);
  near(named(all[1]).angle, (2 * (Math.atan(20 / 120) * 180)) / Math.PI, 0.5);
  near(named(all[2]).ratio, 1 / 3, 0.005);
  near(named(all[3]).height, 20, 0.5);
  near(named(all[4]).area, Math.PI * 100, 20);
  expect(named(all[5]).value).toBe(1000);
  expect(all[6]?.text).toBe('结节 w');
  await keyboard.press('m');
  await soon(() => shown.page.locator('.yz-measurements li').count()).toBe(7);
  await shown.page.screenshot({ path: 'test-output/measuring-tools-zh.png' });
  await keyboard.press('m');
  await soon(() => shown.page.locator('.yz-measurements').count()).toBe(0);

  // With the window tool in hand: a handle moves one end, nothing is windowed.
  await keyboard.press('w');
  await shown.drag(at(-180, -100), at(-180, -120));
  await soon(async () => Math.round(named((await measurements(shown))[3]).height ?? 0)).toBe(30);
  expect(await shown.corner('bottom-right')).toContain('WW 400 WL 40');
  const text = await shown.page.locator('[data-mark][data-tool="height"] rect').boundingBox();
  if (!text) throw new Error('no writing');
  await shown.drag([text.x + 8, text.y + 8], [text.x + 8, text.y - 52]);
  await soon(async () => (await measurements(shown))[3]?.textAt).not.toBeNull();
  await keyboard.press('Control+z');
  await soon(async () => (await measurements(shown))[3]?.textAt).toBeNull();
  await keyboard.press('Control+z');
  await soon(async () => Math.round(named((await measurements(shown))[3]).height ?? 0)).toBe(20);
  await keyboard.press('Control+z');
  await keyboard.press('Control+z');
  await soon(() => measurements(shown)).toHaveLength(6);
  await keyboard.press('Control+Shift+z');
  await keyboard.press('Control+Shift+z');
  await keyboard.press('Control+Shift+z');
  await keyboard.press('Control+Shift+z');
  await soon(async () => (await measurements(shown))[3]?.textAt).not.toBeNull();
  await keyboard.press('g');
  await soon(() => shown.page.locator('.yz-mark-key').textContent()).toContain('关键图像');
  await keyboard.press('ArrowDown');
  await soon(() => shown.page.locator('[data-mark]').count()).toBe(0);
  await soon(() => shown.page.locator('.yz-mark-key').count()).toBe(0);
}, 300_000);

test('two measurements without a mouse: a cross by Enter and arrows; Escape lets go', async () => {
  const shown = await openWith([syntheticDx()], 'en', { width: 1920, height: 1080 });
  const { keyboard } = shown.page;
  const move = async (key: string, times: number) => {
    for (let time = 0; time < times; time++) await keyboard.press(key);
  };
  await keyboard.press('l');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await move('Shift+ArrowRight', 5);
  await keyboard.press('Enter');
  await soon(() => measurements(shown)).toHaveLength(1);
  await move('ArrowDown', 3);
  await keyboard.press('Enter');
  await move('Shift+ArrowDown', 4);
  await keyboard.press('Enter');
  await soon(() => measurements(shown)).toHaveLength(2);
  const [across, down] = await measurements(shown);
  const found = await shown.page.locator('[data-pane="0"]').boundingBox();
  const zoom = Math.min(found?.width ?? 0, found?.height ?? 0) / 400;
  expect(across?.quantities[0]?.unit).toBe('mm-detector');
  expect(Math.abs((named(across).length ?? 0) - (100 / zoom) * 0.2)).toBeLessThan(0.1);
  expect(Math.abs((named(down).length ?? 0) - (80 / zoom) * 0.2)).toBeLessThan(0.1);
  await keyboard.press('Enter');
  await soon(() => shown.page.locator('[data-mark]').count()).toBe(3);
  await shown.page.screenshot({ path: 'test-output/measuring-keys-en.png' });
  await keyboard.press('Escape');
  await soon(() => shown.page.locator('.yz-mark-cursor').count()).toBe(0);
  expect(await measurements(shown)).toHaveLength(2);
}, 240_000);
