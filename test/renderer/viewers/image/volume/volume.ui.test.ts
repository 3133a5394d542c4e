/** The volume in a real Chromium on graphics in software: what is seen, what a preset changes, what is left when it is closed. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../../rig/open-browser.ts';
import { hasSharedData, sharedDataFolder } from '../../../../rig/shared-data.ts';
import { buildTrial } from '../rig/build-trial.ts';
import { serveTrial, type TrialServer } from '../rig/serve-trial.ts';
import { studyOfFiles } from '../rig/study-of-files.ts';
import { syntheticCt, syntheticDx } from '../rig/synthetic-images.ts';
import { openViewerPage, type ViewerPage } from '../rig/viewer-page.ts';

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
  return expect.poll(ask, { timeout: 60_000 });
}

/** Runs in the page before anything else: keeps the contexts of WebGL that are made, and what they hold. */
function watchGraphics(): void {
  const made: { context: WebGL2RenderingContext; textures: number }[] = [];
  Reflect.set(window, 'volumesMade', made);
  const before = HTMLCanvasElement.prototype.getContext as (...given: unknown[]) => unknown;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
    const context = before.apply(this, given);
    const isVolume = this.className === 'yz-mpr-picture' && given[0] === 'webgl2';
    if (!isVolume || context === null) return context;
    if (Reflect.get(window, 'noVolumes') === true) return null;
    const gl = context as WebGL2RenderingContext;
    const entry = { context: gl, textures: 0 };
    made.push(entry);
    const create = gl.createTexture.bind(gl);
    const remove = gl.deleteTexture.bind(gl);
    gl.createTexture = () => {
      entry.textures += 1;
      return create();
    };
    gl.deleteTexture = (texture) => {
      entry.textures -= 1;
      remove(texture);
    };
    return context;
  } as typeof HTMLCanvasElement.prototype.getContext;
}

const held = (page: Page) =>
  page.evaluate(() =>
    (Reflect.get(window, 'volumesMade') as { context: WebGL2RenderingContext; textures: number }[]).map(
      ({ context, textures }) => ({ textures, isLost: context.isContextLost() }),
    ),
  );

async function openWith(
  files: Uint8Array[],
  language: 'zh-CN' | 'en',
  size?: { width: number; height: number },
) {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server, size);
  await viewer.page.addInitScript(watchGraphics);
  await viewer.open(language);
  await viewer.settled();
  return viewer;
}

/** Share of lit pixels in the left and the right half, mean red and blue of the lit ones. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-volume-pane] canvas');
    if (!canvas) throw new Error('no volume');
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    const pen = copy.getContext('2d');
    if (!pen) throw new Error('no pen');
    pen.drawImage(canvas, 0, 0);
    const { data } = pen.getImageData(0, 0, copy.width, copy.height);
    const half = { left: 0, right: 0 };
    let red = 0;
    let blue = 0;
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) < 60) continue;
      half[(at / 4) % copy.width < copy.width / 2 ? 'left' : 'right'] += 1;
      red += data[at] ?? 0;
      blue += data[at + 2] ?? 0;
    }
    const lit = half.left + half.right;
    return { lit: lit / (copy.width * copy.height), half, red: red / lit, blue: blue / lit };
  });

const drawn = (page: Page) =>
  page.waitForSelector('[data-volume="open"] [data-volume-pane][data-drawn="whole"]', { timeout: 60_000 });

/** A ball of bone with a ball of contrast at the patient's left, in air. */
const balls = () =>
  syntheticCt({
    slices: 40,
    size: 64,
    spacing: '2\\2',
    position: (index) => [-64, -64, index * 2],
    value: (x, y, k) => {
      if (Math.hypot(x - 24, y - 32, k - 20) < 9) return 1000;
      if (Math.hypot(x - 48, y - 32, k - 20) < 7) return 250;
      return -1000;
    },
  });

test('bone is seen from the front, a preset changes what is seen, turning changes the side; closed, nothing is left', async () => {
  const shown = await openWith(balls(), 'zh-CN');
  const { page } = shown;
  await page.keyboard.press('Shift+V');
  await drawn(page);
  const bone = await seen(page);
  expect(bone.lit).toBeGreaterThan(0.02);
  // The patient's right is at the left of the screen: there lies the bone, dense; the contrast is barely seen.
  expect(bone.half.left).toBeGreaterThan(bone.half.right);
  await page.screenshot({ path: 'test-output/volume-bone-zh.png' });

  await page.keyboard.press('2');
  await page.waitForSelector('[data-volume-pane][data-preset="vessel"][data-drawn="whole"]');
  const vessel = await seen(page);
  expect(vessel.half.right).toBeGreaterThan(bone.half.right * 0.9);
  expect(vessel.red - vessel.blue).toBeGreaterThan(bone.red - bone.blue);
  await page.screenshot({ path: 'test-output/volume-vessel-zh.png' });
  await page.keyboard.press('3');
  await page.waitForSelector('[data-volume-pane][data-preset="lung"][data-drawn="whole"]');
  expect(await seen(page)).not.toEqual(vessel);

  // Half a turn by key: what was at the left is at the right.
  await page.keyboard.press('1');
  await page.waitForSelector('[data-volume-pane][data-preset="bone"][data-drawn="whole"]');
  for (let turn = 0; turn < 18; turn++) await page.keyboard.press('ArrowRight');
  await drawn(page);
  await soon(async () => {
    const { half } = await seen(page);
    return half.right > half.left;
  }).toBe(true);
  // By hand: a drag turns it, coarser meanwhile.
  const box = await page.locator('[data-volume-pane]').boundingBox();
  if (!box) throw new Error('no pane');
  const before = await seen(page);
  await shown.drag([box.x + 300, box.y + 300], [box.x + 400, box.y + 360]);
  await drawn(page);
  expect(await seen(page)).not.toEqual(before);
  // What means nothing here says so; nothing is measured on it.
  await page.keyboard.press('l');
  await soon(() => page.locator('[data-volume-pane] .yz-say').innerText()).toContain('Shift+V');

  expect(await held(page)).toEqual([{ textures: 2, isLost: false }]);
  await page.keyboard.press('Shift+V');
  await soon(() => page.locator('[data-volume]').count()).toBe(0);
  expect(await held(page)).toEqual([{ textures: 0, isLost: true }]);
  await shown.settled();
  expect(await shown.corner('bottom-left')).toContain('/ 40');
}, 300_000);

test('what cannot be shown says why', async () => {
  const shown = await openWith(balls(), 'en', { width: 1920, height: 1080 });
  await shown.page.evaluate(() => Reflect.set(window, 'noVolumes', true));
  await shown.page.keyboard.press('Shift+V');
  await soon(() => shown.page.locator('.yz-volume [role="alert"]').innerText()).toContain(
    'WebGL 2 is needed',
  );
  await shown.page.screenshot({ path: 'test-output/volume-refused-en.png' });
  await shown.page.evaluate(() => Reflect.set(window, 'noVolumes', false));
  await shown.page.keyboard.press('Shift+V');
  await soon(() => shown.page.locator('[data-volume]').count()).toBe(0);
  await shown.page.keyboard.press('Shift+V');
  await drawn(shown.page);
  await shown.page.screenshot({ path: 'test-output/volume-bone-en-1920.png' });
  // The graphics are lost while it is looked at.
  await shown.page.evaluate(() => {
    const [first] = Reflect.get(window, 'volumesMade') as { context: WebGL2RenderingContext }[];
    first?.context.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await soon(() => shown.page.locator('.yz-volume [role="alert"]').innerText()).toContain(
    'WebGL 2 is needed',
  );
  await shown.close();
  await server?.close();
  const dx = await openWith([syntheticDx()], 'en');
  await dx.page.keyboard.press('Shift+V');
  await soon(() => dx.page.locator('.yz-volume [role="alert"]').innerText()).toContain('CT series only');
}, 300_000);

test.runIf(hasSharedData)(
  'a real head is a head from the front and from the side',
  async () => {
    const folderOfHead = join(sharedDataFolder, 'dicom/ct-series-head-phantom');
    const files = readdirSync(folderOfHead).map((name) => readFileSync(join(folderOfHead, name)));
    const shown = await openWith(files, 'zh-CN');
    const { page } = shown;
    const axial = page.locator('.yz-series').filter({ hasText: '20' });
    await axial.first().click();
    await soon(() => shown.corner('bottom-left')).toContain('/ 20');
    await page.keyboard.press('Shift+V');
    await drawn(page);
    const front = await seen(page);
    await page.screenshot({ path: 'test-output/volume-real-front-zh.png' });
    expect(front.lit).toBeGreaterThan(0.05);
    // It stands in the middle, as much to the left as to the right.
    expect(front.half.left / front.half.right).toBeGreaterThan(0.6);
    expect(front.half.left / front.half.right).toBeLessThan(1.6);
    for (let turn = 0; turn < 9; turn++) await page.keyboard.press('ArrowRight');
    await drawn(page);
    const side = await seen(page);
    await page.screenshot({ path: 'test-output/volume-real-side-zh.png' });
    expect(side.lit).toBeGreaterThan(0.05);
    expect(side).not.toEqual(front);
  },
  300_000,
);
