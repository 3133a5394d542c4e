/** The tools above the pictures in a real Chromium: two rows at most wherever a viewer stands, and menus for hands and keys. */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { shortcuts } from '../../../../renderer/viewers/image/commands.ts';
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

/** Two series of slices, which can be played: every tool of the bar is there. */
async function openAt(
  { width, height }: { width: number; height: number },
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<ViewerPage> {
  const { study, objects } = studyOfFiles([
    ...syntheticCt({ slices: 3, size: 64, spacing: '4\\4', series: 1 }),
    ...syntheticCt({ slices: 3, size: 64, spacing: '4\\4', series: 2 }),
  ]);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server, { width, height });
  await viewer.open(language);
  await viewer.settled();
  await viewer.page.locator('[role="toolbar"]').first().waitFor();
  return viewer;
}

/** Of each bar on the page: its rows, whether all of it lies inside, and whether a picture begins above its end. */
const bars = (page: Page) =>
  page.locator('[role="toolbar"]').evaluateAll((all) =>
    all.map((bar) => {
      const own = bar.getBoundingClientRect();
      const tools = [...bar.querySelectorAll('button, select, input')]
        .map((tool) => tool.getBoundingClientRect())
        .filter(({ width }) => width > 0);
      const picture = bar.closest('.yz-viewer')?.querySelector('.yz-grid')?.getBoundingClientRect();
      return {
        rows: new Set(tools.map(({ top, height }) => Math.round(top + height / 2))).size,
        isWithin: tools.every(
          ({ left, right, top, bottom }) =>
            left >= own.left && right <= own.right && top >= own.top && bottom <= own.bottom,
        ),
        overPicture: own.bottom > (picture?.top ?? 0),
      };
    }),
  );

// The whole window, and what the report leaves of it; then two studies side by side there.
const rooms = [
  { width: 1920, height: 1080, rows: 1 },
  { width: 1458, height: 900, rows: 1 },
  { width: 1366, height: 768, rows: 1 },
  { width: 984, height: 640, rows: 2 },
] as const;

for (const language of ['zh-CN', 'en'] as const) {
  test(`the tools need two rows at most at every size, ${language}`, async () => {
    const { page } = await openAt(rooms[0], language);
    for (const { rows, ...size } of rooms) {
      await page.setViewportSize(size);
      await soon(() => bars(page)).toEqual([{ rows, isWithin: true, overPicture: false }]);
      await page.screenshot({ path: `test-output/image-tools-${language}-${size.width}.png` });
    }
    await viewer?.open(language, undefined, '&beside');
    await soon(() => page.locator('[role="toolbar"]').count()).toBe(2);
    const each = { rows: 2, isWithin: true, overPicture: false };
    await soon(() => bars(page)).toEqual([each, each]);
    await page.screenshot({ path: `test-output/image-tools-${language}-beside.png` });
  });
}

const menuOf = (page: Page, name: string) => page.getByRole('button', { name, expanded: false });

test('a menu by keyboard: its tools by name with their keys, one of them chosen and seen to be, and it measures', async () => {
  const shown = await openAt({ width: 1366, height: 768 });
  const { page } = shown;
  const { keyboard } = page;
  await menuOf(page, '测量').focus();
  await keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: '测量' });
  await menu.waitFor();
  const lines = await menu.locator('[role^="menuitem"]').allInnerTexts();
  // Whatever it is called, with the key it has.
  for (const line of lines) {
    const [label, key] = line.split('\n');
    const entry = shortcuts.find((shortcut) => shortcut.label['zh-CN'] === label);
    expect(entry?.keys[0]).toBe(key?.toLowerCase());
  }
  await page.screenshot({ path: 'test-output/image-tool-menu-zh.png' });
  // Round from the first to the last and back; keys of the menu move no slice.
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const first = await focused();
  await keyboard.press('ArrowUp');
  expect(await focused()).not.toBe(first);
  await keyboard.press('ArrowDown');
  expect(await focused()).toBe(first);
  expect(await shown.corner('bottom-left')).toContain('1 / 3');
  while (!(await focused()).includes('矩形 ROI')) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await soon(() => menu.count()).toBe(0);
  expect(await page.locator('.yz-viewer').getAttribute('data-tool')).toBe('rectangle');
  expect(await page.locator('[data-chosen]').first().getAttribute('aria-label')).toBe('测量: 矩形 ROI');
  expect(await page.locator('.yz-tool[aria-pressed="true"][aria-label^="调窗"]').count()).toBe(0);
  await shown.drag([600, 300], [700, 380]);
  await soon(() => page.locator('[data-mark][data-tool="rectangle"]').count()).toBe(1);
  await page.screenshot({ path: 'test-output/image-tool-from-menu-zh.png' });
  // A key outside goes to the pictures again: the menu's button does not hold it.
  await keyboard.press('ArrowDown');
  await soon(() => shown.corner('bottom-left')).toContain('2 / 3');

  // Opened again it stands on the tool in use; the key beside a name works there too.
  await menuOf(page, '测量').click();
  expect(await focused()).toContain('矩形 ROI');
  await keyboard.press('Shift+E');
  await soon(() => page.locator('.yz-viewer').getAttribute('data-tool')).toBe('circle');
  expect(await menu.count()).toBe(0);
  // A tool with a button of its own: the menu shows none.
  await keyboard.press('l');
  await soon(() => page.locator('.yz-menu [data-chosen][aria-label^="测量"]').count()).toBe(0);
});

test('a menu closes on Escape with the keyboard back on its button, on a press outside and on Tab, and lies above the pictures', async () => {
  const { page } = await openAt({ width: 984, height: 640 }, 'en');
  const button = page.getByRole('button', { name: /^Layout/ });
  const menu = page.getByRole('menu');
  for (const close of ['Escape', 'Tab', 'press'] as const) {
    await button.click();
    await menu.waitFor();
    const covered = await menu.locator('[role^="menuitem"]').evaluateAll(
      (items) =>
        items.filter((item) => {
          const { left, top, width, height } = item.getBoundingClientRect();
          const found = document.elementFromPoint(left + width / 2, top + height / 2);
          return found === null || !item.contains(found);
        }).length,
    );
    expect(covered).toBe(0);
    if (close === 'press') await page.mouse.click(500, 500);
    else await page.keyboard.press(close);
    await soon(() => menu.count()).toBe(0);
    const isBack = await button.evaluate((node) => node === document.activeElement);
    expect(isBack).toBe(close === 'Escape');
  }
  await button.click();
  await page.screenshot({ path: 'test-output/image-layout-menu-en.png' });
  await page.getByRole('menuitemradio', { name: /2×2/ }).click();
  await soon(() => page.locator('[data-pane]').count()).toBe(4);
  expect(await button.getAttribute('aria-label')).toBe('Layout: Layout 2×2');
  // Near the edge of a narrow viewer it is moved back in.
  await page.setViewportSize({ width: 480, height: 640 });
  for (const name of [/^Measure/, /^View/, /^Layout/]) {
    await page.getByRole('button', { name }).first().click();
    const box = await menu.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(480);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Escape');
  }
});
