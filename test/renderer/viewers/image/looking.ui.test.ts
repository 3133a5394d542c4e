/** Ways of looking, in a real Chromium: what was shown, the window of a region, the magnifier, own windows and a saved layout. */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Keymap } from '#shared/contract/keymap.ts';
import { wordsIn } from '../../../../renderer/viewers/image/words.ts';
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

async function openWith(files: Uint8Array[]): Promise<ViewerPage> {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  await viewer.open();
  await viewer.settled();
  return viewer;
}

/** Machines that test are slow. */
function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: 30_000 });
}

const size = 64;
const spacing = '4\\4';
/** Left half -100 HU to the eighth column, then 300; right half 50. */
const value = (x: number, y: number) => (x < 8 ? -100 : x < 32 ? 300 + (y > 31 ? 1 : 0) : 50);
const series = (number: number, description: string, slices = 10) =>
  syntheticCt({ slices, size, spacing, series: number, description, bodyPart: 'CHEST', value });

test('the strip fills with what was shown; one key goes through the rest, also of other series', async () => {
  const { page, corner } = await openWith([...series(1, '标准 5mm', 6), ...series(2, '冠状', 3)]);
  const shown = () => page.locator('[data-pane="0"] .yz-coverage').getAttribute('data-shown');
  await expect.poll(shown).toBe('1/6');
  await page.keyboard.press('End');
  await expect.poll(shown).toBe('2/6');
  await page.screenshot({ path: 'test-output/image-coverage.png' });
  for (const expected of ['2 / 6', '3 / 6', '4 / 6', '5 / 6', '1 / 3', '2 / 3', '3 / 3']) {
    await page.keyboard.press('Shift+N');
    await expect.poll(() => corner('bottom-left')).toContain(expected);
  }
  await expect.poll(shown).toBe('3/3');
  await page.keyboard.press('Shift+N');
  expect(await corner('bottom-left')).toContain('3 / 3');
});

test('a box drawn on the picture makes its least value black and its greatest white', async () => {
  const shown = await openWith(series(1, '标准'));
  const { page } = shown;
  await page.keyboard.press('Shift+W');
  const box = await page.locator('[data-pane="0"] .yz-picture').boundingBox();
  if (!box) throw new Error('no picture');
  const side = Math.min(box.width, box.height);
  const at = (x: number, y: number): readonly [number, number] => [
    box.x + box.width / 2 + (x / size - 0.5) * side,
    box.y + box.height / 2 + (y / size - 0.5) * side,
  ];
  // Columns 4 to 20: -100 and 300 in the upper half.
  await shown.drag(at(4.5, 4.5), at(20.5, 20.5));
  await expect.poll(() => shown.corner('bottom-right')).toContain('WW 401 WL 101');
  // A box where all is alike says nothing.
  await shown.drag(at(40.5, 4.5), at(50.5, 20.5));
  expect(await shown.corner('bottom-right')).toContain('WW 401 WL 101');
});

test('the magnifier shows the pixels under it larger, by mouse and by key', async () => {
  const shown = await openWith(series(1, '标准'));
  const { page } = shown;
  const glass = page.locator('[data-pane="0"] .yz-magnifier');
  const box = await page.locator('[data-pane="0"] .yz-picture').boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  expect(await glass.isVisible()).toBe(false);
  await page.keyboard.press('Shift+Z');
  await glass.waitFor();
  await page.screenshot({ path: 'test-output/image-magnifier.png' });
  const greys = () =>
    glass.evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      return [30, 210].map((x) => context.getImageData(x, 120, 1, 1).data[0]);
    });
  // 40 / 400: 300 HU is white, 50 HU is 134 of 255.
  await expect.poll(greys).toEqual([255, 134]);
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(greys).toEqual([134, 134]);
  await page.keyboard.press('Shift+Z');
  expect(await glass.isVisible()).toBe(false);
});

test('own windows stand on their keys, and a saved layout hangs the next such study without a restart', async () => {
  const files = [...series(1, '标准 5mm'), ...series(2, '肺 5mm'), ...series(3, '冠状')];
  const shown = await openWith(files);
  const { page } = shown;
  const reopen = (keymap?: Keymap) =>
    page.evaluate(async (own) => {
      const { trial } = window;
      trial.close();
      if (own) trial.keymap = { ...trial.keymap, ...own };
      trial.open(await trial.load());
    }, keymap);
  await reopen({ keys: {}, leftButton: 'window', windows: { '1': { center: -500, width: 1600 } } });
  await shown.settled(1);
  // The protocol of the house opens lung beside mediastinum, in his lung window.
  await expect.poll(() => shown.corner('bottom-right', 0)).toContain('WW 1600 WL -500');
  await page.keyboard.press('Shift+K');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => shown.corner('top-left', 0)).toContain('冠状');
  await page.keyboard.press('4');
  await expect.poll(() => shown.corner('bottom-right', 0)).toContain('WW 1800 WL 400');
  await page.keyboard.press('Shift+F');
  await reopen();
  await shown.settled(1);
  await expect.poll(() => shown.corner('top-left', 0)).toContain('冠状');
  await expect.poll(() => shown.corner('bottom-right', 0)).toContain('WW 1800 WL 400');
  const [first, second] = await Promise.all(
    [0, 1].map((pane) => page.locator(`[data-pane="${pane}"]`).boundingBox()),
  );
  // One above the other.
  expect(first?.x).toBe(second?.x);
  expect(await page.locator('[data-pane]').count()).toBe(2);
});

/** Takes every graphics context of the page away, as a reset of the graphics processor does. */
const loseGraphics = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { made } = window as unknown as { made: WebGL2RenderingContext[] };
    const alive = made.filter((context) => !context.isContextLost());
    for (const context of alive) context.getExtension('WEBGL_lose_context')?.loseContext();
    return alive.length;
  });

test('graphics that are taken away come back by themselves, with place, window and marks; what keeps failing is drawn by the processor', async () => {
  const { study, objects } = studyOfFiles(series(12, '标准'));
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server);
  const shown = viewer;
  const { page } = viewer;
  // The contexts lie off the screen: noted as they are made.
  await page.addInitScript(() => {
    const made: WebGL2RenderingContext[] = [];
    Object.assign(window, { made });
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
      const context = (getContext as (...all: unknown[]) => unknown).apply(this, given);
      if (String(given[0]).startsWith('webgl') && context) made.push(context as WebGL2RenderingContext);
      return context;
    } as typeof getContext;
  });
  await viewer.open();
  await viewer.settled();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('3');
  await page.keyboard.press('+');
  await page.keyboard.press('h');
  await page.keyboard.press('.');
  await page.keyboard.press('p');
  await viewer.drag([700, 400], [730, 380]);
  await page.keyboard.press('l');
  await viewer.drag([500, 300], [640, 380]);
  await expect.poll(() => page.locator('.yz-mark text').count()).toBeGreaterThan(0);
  const state = async () => ({
    place: await shown.corner('bottom-left'),
    window: await shown.corner('bottom-right'),
    mark: await page.locator('.yz-mark text').first().textContent(),
    card: await shown.card(),
  });
  const markAt = () => page.locator('.yz-mark text').first().boundingBox();
  // A view is kept once it rests.
  await page.waitForTimeout(1000);
  const before = await state();
  const spread = await viewer.spread();
  expect(spread).toBeGreaterThan(20);
  const at = await markAt();
  expect(before.card).toBe('');

  for (const processor of [false, false, true]) {
    expect(await loseGraphics(page)).toBeGreaterThan(0);
    // Where a lost context was, nothing is drawn; the picture is there again on contexts that live, or on none.
    await expect
      .poll(() => page.locator('[data-pane="0"] .yz-warning').textContent())
      .toBe(processor ? wordsIn('zh-CN').drawnByProcessor : '');
    await viewer.settled();
    await expect.poll(state).toEqual(before);
    // Moved, zoomed, turned and flipped as it was: the mark lies where it lay.
    await expect
      .poll(async () => {
        const now = await markAt();
        return Math.hypot((now?.x ?? 0) - (at?.x ?? 0), (now?.y ?? 0) - (at?.y ?? 0));
      })
      .toBeLessThan(2);
    await expect.poll(async () => Math.abs(((await viewer?.spread()) ?? 0) - spread)).toBeLessThan(1);
    await page.screenshot({ path: `test-output/image-graphics-${processor ? 'processor' : 'back'}.png` });
  }
  expect(await loseGraphics(page)).toBe(0);
  // The reader goes on: the next slice, undo, another window.
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => viewer?.corner('bottom-left')).not.toBe(before.place);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => viewer?.corner('bottom-left')).toBe(before.place);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.locator('.yz-mark text').count()).toBe(0);
  await page.keyboard.press('2');
  await expect.poll(() => viewer?.corner('bottom-right')).not.toBe(before.window);
});

test('single letters of a Chinese composition are no commands, in the picture and in its text field', async () => {
  const shown = await openWith(series(1, '标准'));
  const { page } = shown;
  const tool = () => page.locator('.yz-viewer').getAttribute('data-tool');
  const keyboard = await page.context().newCDPSession(page);
  // As an input method sends it: the letter is there, the key code is 229.
  for (const [key, code] of [
    ['l', 'KeyL'],
    ['Process', 'KeyQ'],
  ] as const) {
    await keyboard.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      ...{ key, code, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 },
    });
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, windowsVirtualKeyCode: 229 });
  }
  expect(await tool()).toBe('window');
  expect(await page.locator('[data-mpr]').count()).toBe(0);
  await page.keyboard.press('n');
  expect(await tool()).toBe('arrow');
  await shown.drag([600, 300], [700, 300]);
  await page.locator('.yz-ask input').waitFor();
  await keyboard.send('Input.imeSetComposition', { text: 'jiejie', selectionStart: 6, selectionEnd: 6 });
  await keyboard.send('Input.insertText', { text: '结节' });
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.yz-mark text').first().textContent()).toContain('结节');
  expect(await tool()).toBe('arrow');
});

test('a chest CT counts as seen in a lung window too; one key goes through what was not', async () => {
  const { page } = await openWith(series(1, '标准 5mm', 9));
  const strip = page.locator('[data-pane="0"] .yz-coverage');
  const well = () => strip.getAttribute('data-well');
  await page.keyboard.press('2');
  for (let at = 2; at <= 9; at += 1) {
    await page.keyboard.press('ArrowDown');
    await soon(() => viewer?.corner('bottom-left')).toContain(`${at} / 9`);
    // The corner may be written a moment before its picture is drawn, and only a drawn one was seen.
    await soon(() => strip.getAttribute('data-shown')).toBe(`${at}/9`);
  }
  expect(await well()).toBe('0/9');
  await page.screenshot({ path: 'test-output/image-coverage-lung.png' });
  // All were shown: the key goes on with the window that is missing, and sets it.
  await page.keyboard.press('Shift+N');
  await soon(() => viewer?.corner('bottom-right')).toContain('WW 1500 WL -600');
  await soon(well).toBe('1/9');
  for (let at = 2; at <= 9; at += 1) {
    await page.keyboard.press('Shift+N');
    await soon(well).toBe(`${at}/9`);
  }
  expect(await strip.getAttribute('title')).toContain('肺窗 9 / 9');
});

test('a series that is come back to lies as it was left: slice, window, zoom and place', async () => {
  const shown = await openWith([...series(1, '标准 5mm', 6), ...series(2, '冠状', 3)]);
  const { page, corner } = shown;
  await page.keyboard.press('1');
  await page.keyboard.press('+');
  for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowDown');
  await soon(() => corner('bottom-left')).toContain('4 / 6');
  await page.keyboard.press('p');
  const box = await page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error('no pane');
  await shown.drag([box.x + 300, box.y + 300], [box.x + 340, box.y + 320]);
  const picture = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] .yz-picture canvas');
      const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      // Enough of it to know it again, moved by a pixel or not.
      return Array.from(data).reduce((sum, value, at) => (sum * 31 + value * (at % 8191)) % 2147483647, 7);
    });
  const [left, right] = [await picture(), await corner('bottom-right')];
  // The view is kept once it rests.
  await page.waitForFunction(() =>
    window.trial.marks.views.some(({ zoom, pan }) => zoom > 1.2 && pan[0] !== 0),
  );
  await page.keyboard.press('ArrowRight');
  await soon(() => corner('bottom-left')).toContain('1 / 3');
  await soon(() => corner('bottom-right')).not.toBe(right);
  await page.keyboard.press('ArrowLeft');
  await soon(() => corner('bottom-left')).toContain('4 / 6');
  await soon(() => corner('bottom-right')).toBe(right);
  await soon(picture).toBe(left);
});
