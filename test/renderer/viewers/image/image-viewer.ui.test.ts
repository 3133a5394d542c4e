/** The viewer in a real Chromium, under the window's content security policy, on pictures whose truth is known. */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
}, 240_000);

afterAll(() => browser?.close());

afterEach(async () => {
  const errors = viewer?.errors ?? [];
  await viewer?.close();
  await server?.close();
  viewer = null;
  server = null;
  expect(errors).toEqual([]);
});

/** Software rendering on a shared machine is slow: what is true soon is enough. */
function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: 15_000 });
}

async function openWith(files: Uint8Array[], language: 'zh-CN' | 'en' = 'zh-CN'): Promise<ViewerPage> {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open(language);
  await viewer.settled();
  return viewer;
}

/** Middle of the pane and CSS pixels per image pixel for a square image of `size`. */
async function geometry(shown: ViewerPage, size: number) {
  const box = await shown.page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error('no pane');
  return {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    zoom: Math.min(box.width, box.height) / size,
  };
}

test('a CT opens with its window, letters, place and scale bar; keys window, scroll, flip and lay out', async () => {
  const shown = await openWith([...syntheticCt({ slices: 12 }), syntheticDx(), syntheticUs()]);
  expect(await shown.spread()).toBeGreaterThan(20);
  expect(await shown.corner('bottom-right')).toContain('WW 400 WL 40');
  expect(await shown.corner('bottom-left')).toMatch(/1 \/ 12[\s\S]*0\.0 mm/);
  expect(await shown.letters()).toBe('R L A P');
  expect(await shown.page.locator('.yz-scale-bar').innerText()).toBe('50 mm');

  const { keyboard } = shown.page;
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('1');
  await keyboard.press('h');
  await soon(() => shown.corner('bottom-left')).toContain('3 / 12');
  await soon(() => shown.corner('bottom-right')).toContain('WW 1500 WL -600');
  await soon(() => shown.letters()).toBe('L R A P');
  await keyboard.press('.');
  await soon(() => shown.letters()).toMatch(/^(P A L R|A P L R|P A R L|A P R L)$/);
  await keyboard.press('x');
  await soon(() => shown.letters()).toBe('R L A P');
  await soon(() => shown.corner('bottom-right')).toContain('WW 400 WL 40');

  await shown.page.mouse.move(700, 400);
  await shown.page.mouse.wheel(0, 120);
  await soon(() => shown.corner('bottom-left')).toContain('4 / 12');
  await keyboard.press('End');
  await soon(() => shown.corner('bottom-left')).toContain('12 / 12');

  await keyboard.press('Shift+L');
  await shown.settled(1);
  await shown.settled(2);
  await soon(() => shown.letters(1)).toBe('R L H F');
  // A smaller pane has a smaller zoom, and a scale bar that still tells the truth.
  const pane = await geometry(shown, 512);
  await soon(() => shown.corner('bottom-right')).toContain(`${Math.round(pane.zoom * 100)}%`);
  const bar = await shown.page.locator('[data-pane="0"] .yz-scale-bar').boundingBox();
  const millimetres = Number.parseInt(
    await shown.page.locator('[data-pane="0"] .yz-scale-bar').innerText(),
    10,
  );
  expect(Math.abs((bar?.height ?? 0) - (millimetres / 0.5) * pane.zoom)).toBeLessThan(1);
  expect(await shown.page.locator('[data-pane="1"] .yz-scale-bar').innerText()).toContain('探测器面');
  expect(await shown.page.locator('.yz-pane.yz-active').getAttribute('data-pane')).toBe('0');
  await shown.page.screenshot({ path: 'test-output/image-viewer-2x2.png' });
  await shown.page.locator('[data-pane="2"]').dblclick();
  await soon(() => shown.page.locator('.yz-pane:visible').count()).toBe(1);
  await keyboard.press(' ');
  await soon(() => shown.corner('bottom-left', 2)).not.toContain('1 / 12');
  await keyboard.press(' ');

  // One request per object, however often it was looked at.
  for (const [path, times] of server?.asked ?? []) {
    if (path.startsWith('/objects/')) expect([path, times]).toEqual([path, 1]);
  }
}, 180_000);

test('a length drawn by mouse is mm on CT, px without spacing, detector mm on DX, region mm on ultrasound', async () => {
  const numberIn = (text: string | undefined) => Number(/([\d.]+)/.exec(text ?? '')?.[1]);
  const measure = async (files: Uint8Array[], size: number, dy = 0) => {
    const shown = await openWith(files);
    const { x, y, zoom } = await geometry(shown, size);
    await shown.page.keyboard.press('l');
    await shown.drag([x - 100, y + dy * zoom], [x + 100, y + dy * zoom]);
    await soon(() => shown.measured()).toHaveLength(1);
    const [text] = await shown.measured();
    await shown.page.screenshot({ path: 'test-output/image-viewer-length.png' });
    await shown.close();
    await server?.close();
    return { text, pixels: 200 / zoom };
  };
  const ct = await measure(syntheticCt({ slices: 1 }), 512);
  expect(ct.text).toMatch(/mm · 像素间距/);
  expect(Math.abs(numberIn(ct.text) - ct.pixels * 0.5)).toBeLessThanOrEqual(0.25);

  const bare = await measure(syntheticCt({ slices: 1, withSpacing: false }), 512);
  expect(bare.text).toMatch(/px · 无像素间距/);
  expect(bare.text).not.toContain('mm');
  expect(Math.abs(numberIn(bare.text) - bare.pixels)).toBeLessThanOrEqual(1);

  const dx = await measure([syntheticDx()], 400);
  expect(dx.text).toContain('mm(探测器面)');
  expect(Math.abs(numberIn(dx.text) - dx.pixels * 0.2)).toBeLessThanOrEqual(0.1);

  const inside = await measure([syntheticUs()], 200, 40);
  expect(inside.text).toMatch(/mm · 超声标定区$/);
  expect(Math.abs(numberIn(inside.text) - inside.pixels * 0.2)).toBeLessThanOrEqual(0.1);
  const outside = await measure([syntheticUs()], 200, -40);
  expect(outside.text).toMatch(/px · 超声标定区外/);
}, 240_000);

test('regions give mean and area, angles give degrees; the list shows and deletes them', async () => {
  const shown = await openWith(syntheticCt({ slices: 2 }));
  const { x, y, zoom } = await geometry(shown, 512);
  const { keyboard } = shown.page;
  await keyboard.press('r');
  await shown.drag([x - 20 * zoom, y - 20 * zoom], [x + 20 * zoom, y + 20 * zoom]);
  await soon(() => shown.measured()).toHaveLength(1);
  expect((await shown.measured())[0]).toMatch(/均值 1000\.0 HU {2}标准差 0\.0.*面积 (39\d|40\d)\.\d mm²/);
  await keyboard.press('e');
  await shown.drag([x - 100 * zoom, y - 100 * zoom], [x - 60 * zoom, y - 80 * zoom]);
  await soon(() => shown.measured()).toHaveLength(2);
  expect((await shown.measured())[1]).toMatch(/^椭圆 均值 (39|40)\.\d HU/);
  await keyboard.press('m');
  await soon(() => shown.page.locator('.yz-measurements li').count()).toBe(2);
  await shown.page.screenshot({ path: 'test-output/image-viewer-regions.png' });
  await keyboard.press('Delete');
  await soon(() => shown.page.locator('.yz-measurements li').count()).toBe(1);
  await keyboard.press('?');
  await soon(() => shown.page.locator('.yz-help').isVisible()).toBe(true);
  await shown.page.screenshot({ path: 'test-output/image-viewer-help.png' });
  await keyboard.press('Escape');
  await soon(() => shown.page.locator('.yz-help').count()).toBe(0);
}, 180_000);

test('what cannot be shown says why in the viewport, and can be tried again', async () => {
  const files = syntheticCt({ slices: 3 });
  const { study, objects } = studyOfFiles(files);
  const hashes = study.series[0]?.instances.map((instance) => instance.sha256) ?? [];
  const [first = '', second = '', third = ''] = hashes;
  const whole = objects.get(first) as Uint8Array;
  objects.delete(first);
  objects.set(second, (objects.get(second) as Uint8Array).subarray(0, 200_000));
  const strange = new Uint8Array(objects.get(third) as Uint8Array);
  const at = Buffer.from(strange).indexOf('1.2.840.10008.1.2.1\0');
  strange.set(Buffer.from('1.2.840.10008.1.9.9\0'), at);
  objects.set(third, strange);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open();
  await viewer.settled();
  expect(await viewer.card()).toContain('没有找到对象');
  await viewer.page.screenshot({ path: 'test-output/image-viewer-failure.png' });
  await viewer.page.keyboard.press('ArrowDown');
  await soon(() => viewer?.card()).toMatch(/损坏|像素数据不足/);
  await viewer.page.keyboard.press('End');
  await soon(() => viewer?.card()).toContain('不支持的传输语法');
  objects.set(first, whole);
  await viewer.page.keyboard.press('Home');
  await viewer.page.waitForTimeout(300);
  const retry = viewer.page.getByRole('button', { name: '重试' });
  if (await retry.isVisible()) await retry.click();
  await soon(() => viewer?.card()).toBe('');
  await soon(() => viewer?.spread()).toBeGreaterThan(20);
}, 180_000);

test('slices that arrive while reading make the stack grow and leave the reader where he is', async () => {
  const { study, objects } = studyOfFiles(syntheticCt({ slices: 10 }));
  const [series] = study.series;
  if (!series) throw new Error('no series');
  const early = { ...study, series: [{ ...series, instances: series.instances.slice(0, 6) }] };
  server = await serveTrial(folder, early, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open();
  await viewer.settled();
  for (let times = 0; times < 3; times++) await viewer.page.keyboard.press('ArrowDown');
  await viewer.page.keyboard.press('5');
  await viewer.page.keyboard.press('h');
  await soon(() => viewer?.corner('bottom-left')).toContain('4 / 6');
  server.study = study;
  await viewer.page.evaluate(async () => {
    const { trial } = window as unknown as {
      trial: { load: () => Promise<unknown>; open: (s: unknown) => void };
    };
    trial.open(await trial.load());
  });
  await soon(() => viewer?.corner('bottom-left')).toContain('4 / 10');
  await soon(() => viewer?.corner('bottom-right')).toContain('WW 80 WL 40');
  expect(await viewer.letters()).toBe('L R A P');
}, 180_000);

test('English words; keys typed into a field are left alone', async () => {
  const shown = await openWith(syntheticCt({ slices: 3 }), 'en');
  expect(await shown.corner('bottom-left')).toContain('Img 1 / 3');
  await shown.page.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'report';
    field.style.cssText = 'position:fixed;right:0;bottom:0;z-index:9';
    document.body.append(field);
    field.focus();
  });
  await shown.page.keyboard.type('1hx ');
  expect(await shown.page.locator('#report').inputValue()).toBe('1hx ');
  expect(await shown.corner('bottom-right')).toContain('WW 400 WL 40');
  expect(await shown.letters()).toBe('R L A P');
}, 180_000);
