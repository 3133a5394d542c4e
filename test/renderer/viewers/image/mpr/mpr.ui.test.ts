/**
 * Reconstruction in a real Chromium, through the viewer as it is: values, places and slabs of phantoms whose every voxel is
 * known, what is said of stacks that are no sound volume, and what is kept when the reader goes back.
 */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../../rig/open-browser.ts';
import { buildTrial } from '../rig/build-trial.ts';
import { serveTrial, type TrialServer } from '../rig/serve-trial.ts';
import { studyOfFiles } from '../rig/study-of-files.ts';
import { type CtOptions, syntheticCt } from '../rig/synthetic-images.ts';
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

interface Opening {
  readonly language?: 'zh-CN' | 'en';
  readonly size?: { width: number; height: number };
  readonly prepare?: (page: Page) => Promise<void>;
}

async function openWith(files: Uint8Array[], opening: Opening = {}): Promise<ViewerPage> {
  const { study, objects } = studyOfFiles(files);
  server = await serveTrial(folder, study, objects);
  viewer = await openViewerPage(browser, server, opening.size);
  await opening.prepare?.(viewer.page);
  await viewer.open(opening.language);
  await viewer.settled();
  return viewer;
}

type Plane = 'axial' | 'coronal' | 'sagittal';
const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal'];
const pane = (plane: Plane) => `[data-plane="${plane}"]`;

async function whole(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLElement>('[data-plane]')].filter(
        (host) => !host.hidden && host.dataset.drawn !== 'whole',
      ).length === 0 && document.querySelector('[data-mpr="open"]') !== null,
  );
}

async function enter(page: Page): Promise<void> {
  await page.keyboard.press('q');
  await whole(page);
}

/** Where the cross stands in mm, and the value that the pane tells of it. */
async function crossOf(page: Page, plane: Plane): Promise<{ at: number[]; value: string }> {
  const text = await page.locator(`${pane(plane)} .yz-bottom-left`).innerText();
  const [place = '', value = ''] = text.split('\n');
  return { at: place.split(',').map(Number.parseFloat), value };
}

const size = 32;
const slices = 24;
const [rowMm, columnMm, sliceMm] = [0.8, 0.6, 2.5];
const spacing = `${rowMm}\\${columnMm}`;
const origin = [-11.4, 7.25, -30];
const block: Omit<CtOptions, 'value'> = {
  ...{ slices, size, spacing },
  position: (index) => [origin[0] as number, origin[1] as number, (origin[2] as number) + index * sliceMm],
};
const placeOf = ([i = 0, j = 0, k = 0]: readonly number[]): number[] => [
  (origin[0] as number) + i * columnMm,
  (origin[1] as number) + j * rowMm,
  (origin[2] as number) + k * sliceMm,
];
const rounded = (values: readonly number[]): number[] => values.map((mm) => Math.round(mm * 100) / 100 || 0);

test('every voxel that the cross is taken to tells its own value at its own place, in all three panes', async () => {
  const value = (x: number, y: number, index: number) => x + y * size + index * size * size - 1024;
  const { page } = await openWith(syntheticCt({ ...block, value }));
  await enter(page);
  const voxel = [size / 2, size / 2, 0];
  const check = async () => {
    for (const plane of planes) {
      const told = await crossOf(page, plane);
      expect(told.value).toBe(`${value(...(voxel as [number, number, number]))} HU`);
      expect(told.at).toEqual(rounded(placeOf(voxel)));
    }
  };
  await check();
  const press = async (key: string, axis: number, by: number, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
    voxel[axis] = Math.max(0, Math.min(axis === 2 ? slices - 1 : size - 1, (voxel[axis] ?? 0) + by * times));
    await check();
  };
  await press('ArrowDown', 2, 1, 7);
  await press('Shift+ArrowDown', 2, 10, 1);
  await press('Control+ArrowLeft', 0, -1, 5);
  await press('Control+ArrowDown', 1, 1, 9);
  // Coronal: down the picture goes to the feet, along the plane's normal to the back.
  await page.keyboard.press(']');
  await press('Control+ArrowDown', 2, -1, 4);
  await press('ArrowUp', 1, -1, 11);
  // Sagittal: to the right of the picture lies the back.
  await page.keyboard.press(']');
  await press('Control+ArrowRight', 1, 1, 3);
  await press('ArrowDown', 0, 1, 13);
  // Past the last one there is none.
  await press('Shift+ArrowDown', 0, 10, 2);
  await press('End', 0, 1, size);
});

/** Middle of what is bright in a pane, in CSS pixels of it. */
const brightIn = (page: Page, plane: Plane): Promise<readonly [number, number]> =>
  page.locator(`${pane(plane)} .yz-mpr-picture`).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height);
    let [x, y, weight] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const grey = data[at] ?? 0;
      x += ((at / 4) % width) * grey;
      y += Math.floor(at / 4 / width) * grey;
      weight += grey;
    }
    const ratio = width / canvas.clientWidth;
    return [(x / weight + 0.5) / ratio, (y / weight + 0.5) / ratio] as const;
  });

test('a point of the phantom lies in every pane where a click takes the cross to it, by less than half a voxel', async () => {
  for (const known of [
    [5, 20, 17],
    [27, 3, 6],
  ]) {
    const value = (...at: [number, number, number]) =>
      at.every((one, axis) => one === known[axis]) ? 900 : -900;
    const { page } = await openWith(syntheticCt({ ...block, value }));
    await enter(page);
    await page.keyboard.press('Shift+Q');
    for (let i = 0; i < 8; i++) await page.keyboard.press('}');
    for (const plane of planes) {
      await whole(page);
      const [x, y] = await brightIn(page, plane);
      await page.locator(pane(plane)).click({ position: { x, y } });
    }
    const { at } = await crossOf(page, 'axial');
    const away = at.map((mm, axis) => Math.abs(mm - (placeOf(known)[axis] ?? 0)));
    const half = [columnMm / 2, rowMm / 2, sliceMm / 2];
    for (const axis of [0, 1, 2]) expect(away[axis]).toBeLessThan(half[axis] ?? 0);
    expect((await crossOf(page, 'sagittal')).value).toBe('900 HU');
    await viewer?.close();
    await server?.close();
  }
});

/** Blocks of 8 × 8 pixels and 4 slices, each of one value. */
const blockValue = (x: number, y: number, index: number): number => {
  const [i, j, k] = [x >> 3, y >> 3, index >> 2];
  return ((i * 53 + j * 97 + k * 71) % 390) - 155;
};
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Reference: the greatest, least and mean value of the voxels on the line through (x, y, z) along an axis, within half of `mm`. */
function slabReference(
  at: readonly number[],
  axis: number,
  mm: number,
): Record<'MIP' | 'MinIP' | '平均', number> {
  const step = [columnMm, rowMm, sliceMm][axis] as number;
  const count = axis === 2 ? slices : size;
  const values = range(count)
    .filter((index) => Math.abs(index - (at[axis] ?? 0)) * step <= mm / 2 + 1e-9)
    .map((index) => {
      const [x = 0, y = 0, z = 0] = at.map((one, which) => (which === axis ? index : one));
      return blockValue(x, y, z);
    });
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { MIP: Math.max(...values), MinIP: Math.min(...values), 平均: mean };
}

test('slabs of every kind and thickness show the reference value: in the number and in the grey of the picture', async () => {
  const { page } = await openWith(syntheticCt({ ...block, value: blockValue }));
  await enter(page);
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowDown');
  const voxel = [size / 2, size / 2, 9];
  // WW 400 WL 40 covers 399 values from -160 on (PS3.3 C.11.2.1.2).
  const greyOf = (value: number) => Math.max(0, Math.min(255, ((value + 160) / 399) * 255));
  let checked = 0;
  for (const mode of ['MIP', 'MinIP', '平均'] as const) {
    await page.keyboard.press('Shift+Q');
    for (const mm of mode === '平均' ? [30, 20] : mode === 'MinIP' ? [20, 30] : [10, 15, 20]) {
      await whole(page);
      const text = await page.locator(`${pane('axial')} .yz-top-left`).innerText();
      expect(text).toContain(`${mode} 层厚 ${mm} mm`);
      for (const [plane, axis, across, down, sense] of [
        ['axial', 2, 0, 1, 1],
        ['coronal', 1, 0, 2, -1],
        ['sagittal', 0, 1, 2, -1],
      ] as const) {
        const expected = slabReference(voxel, axis, mm)[mode];
        expect(Number.parseFloat((await crossOf(page, plane)).value)).toBeCloseTo(expected, 2);
        // In the picture: the middle of the whole volume is the middle of the pane, and all of it fits.
        const counts = [size, size, slices];
        const steps = [columnMm, rowMm, sliceMm];
        const greys = await page.locator(`${pane(plane)} .yz-mpr-picture`).evaluate(
          (canvas: HTMLCanvasElement, { width, height, columns, rows }) => {
            const { width: w, height: h } = canvas;
            const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, w, h);
            const perPixel = Math.max(width / w, height / h);
            return rows.map((y) =>
              columns.map((x) => {
                const [px, py] = [w / 2 + (x - width / 2) / perPixel, h / 2 + (y - height / 2) / perPixel];
                return data[(Math.floor(py) * w + Math.floor(px)) * 4] ?? -1;
              }),
            );
          },
          {
            width: (counts[across] ?? 0) * (steps[across] ?? 0),
            height: (counts[down] ?? 0) * (steps[down] ?? 0),
            // Middles of the blocks, in mm from the upper left corner of the volume.
            columns: range(4).map((at) => (at * 8 + 4) * (steps[across] ?? 0)),
            rows: range(axis === 2 ? 4 : 6).map(
              (at) => (at * (axis === 2 ? 8 : 4) + (axis === 2 ? 4 : 2)) * (steps[down] ?? 0),
            ),
          },
        );
        for (const [row, line] of greys.entries()) {
          for (const [column, grey] of line.entries()) {
            const at = [...voxel];
            at[across] = column * 8 + 4;
            at[down] = axis === 2 ? row * 8 + 4 : sense < 0 ? slices - 1 - (row * 4 + 2) : row * 4 + 2;
            const reference = slabReference(at, axis, mm)[mode];
            expect(Math.abs(grey - greyOf(reference))).toBeLessThanOrEqual(0.51);
            checked += 1;
          }
        }
      }
      const next = { MIP: '}', MinIP: '}', 平均: '{' }[mode];
      const isLast = mm === { MIP: 20, MinIP: 30, 平均: 20 }[mode];
      if (!isLast) await page.keyboard.press(next);
    }
  }
  expect(checked).toBe(7 * (16 + 24 + 24));
});

test('letters, banner, window and marks: three panes as radiologists look, and everything as it was after going back', async () => {
  const files = syntheticCt({
    slices: 60,
    size: 128,
    spacing: '2\\2',
    position: (index) => [-127, -127, index * 3],
  });
  for (const [language, screen] of [
    ['zh-CN', { width: 1366, height: 768 }],
    ['en', { width: 1920, height: 1080 }],
  ] as const) {
    const shown = await openWith(files, { language, size: screen });
    const { page } = shown;
    await page.keyboard.press('l');
    await shown.drag([600, 300], [700, 300]);
    await expect.poll(() => page.locator('[data-pane="0"] .yz-mark').count()).toBe(1);
    await page.keyboard.press('4');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => shown.corner('bottom-left')).toContain('31 / 60');
    await expect.poll(() => shown.corner('bottom-right')).toContain('WW 1800 WL 400');
    await enter(page);
    const letters = async (plane: Plane) =>
      (
        await Promise.all(
          ['left', 'right', 'top', 'bottom'].map((edge) =>
            page.locator(`${pane(plane)} .yz-letter.yz-${edge}`).innerText(),
          ),
        )
      ).join(' ');
    expect(await letters('axial')).toBe('R L A P');
    expect(await letters('coronal')).toBe('R L H F');
    expect(await letters('sagittal')).toBe('A P H F');
    expect(await page.locator(`${pane('coronal')} .yz-bottom-right`).innerText()).toContain('WW 1800 WL 400');
    expect((await crossOf(page, 'axial')).at[2]).toBe(90);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+Q');
    await page.keyboard.press(')');
    await page.keyboard.press(')');
    await whole(page);
    expect(await letters('coronal')).toBe('RA LP H F');
    // A caliper is refused by a sentence, not by a wrong number.
    await page.keyboard.press('l');
    await expect
      .poll(() => page.locator(`${pane('axial')} .yz-link-note`).innerText())
      .toContain(language === 'en' ? 'not measured' : '重建图像上不测量');
    await page.screenshot({ path: `test-output/mpr-${language}-${screen.width}.png` });
    await page.keyboard.press('q');
    await expect.poll(() => page.locator('[data-mpr]').count()).toBe(0);
    await expect.poll(() => shown.corner('bottom-left')).toContain('41 / 60');
    await expect.poll(() => shown.corner('bottom-right')).toContain('WW 1800 WL 400');
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('[data-pane="0"] .yz-mark').count()).toBe(1);
    await shown.close();
    await server?.close();
  }
});

test('stacks that are no sound volume: not to scale, corrected, or refused with a sentence', async () => {
  const warning = (page: Page, plane: Plane = 'axial') =>
    page.locator(`${pane(plane)} .yz-warning`).innerText();
  const gap = await openWith(syntheticCt(block).filter((_, index) => index !== 16));
  await enter(gap.page);
  expect(await warning(gap.page)).toContain('不按比例');
  expect(await warning(gap.page)).toContain('第 16、17 层之间缺 1 层(间距 5 mm,通常 2.5 mm)');
  expect(await warning(gap.page, 'coronal')).toBe('不按比例');
  expect(await gap.page.locator(`${pane('coronal')} .yz-scale-bar:visible`).count()).toBe(0);
  // The place of the missing slice is empty.
  await gap.page.screenshot({ path: 'test-output/mpr-gap.png' });
  await gap.close();
  await server?.close();

  const [cosine, sine] = [Math.cos(Math.PI / 12), Math.sin(Math.PI / 12)];
  const tilted = await openWith(syntheticCt({ ...block, orientation: `1\\0\\0\\0\\${cosine}\\${-sine}` }));
  await enter(tilted.page);
  expect(await warning(tilted.page)).toBe('机架倾斜 15.0°,已按床位方向校正');
  expect(await tilted.page.locator(`${pane('coronal')} .yz-scale-bar:visible`).count()).toBe(1);
  await tilted.close();
  await server?.close();

  const scout = syntheticCt({ ...block, slices: 1, orientation: '0\\1\\0\\0\\0\\-1' }).map((bytes) => bytes);
  const mixed = await openWith([...syntheticCt({ ...block, slices: 23 }), ...scout], { language: 'en' });
  await mixed.page.keyboard.press('q');
  const refusal = mixed.page.locator('[data-mpr="refused"] [role="alert"]');
  await refusal.waitFor();
  expect(await refusal.innerText()).toContain('several orientations (such as a scout)');
  await mixed.page.screenshot({ path: 'test-output/mpr-refused-en.png' });
  await mixed.page.keyboard.press('q');
  await expect.poll(() => mixed.page.locator('[data-mpr]').count()).toBe(0);
});

test('on a machine with little memory a large series opens with fewer slices and says so', async () => {
  const prepare = async (page: Page): Promise<void> => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'deviceMemory', { value: 0.02 }));
  };
  const value = (_x: number, _y: number, index: number) => index;
  const files = syntheticCt({ ...block, slices: 90, size: 160, value });
  const { page } = await openWith(files, { prepare });
  await enter(page);
  expect(await page.locator(`${pane('axial')} .yz-warning`).innerText()).toBe(
    '为节省内存,每 2 层取 1 层重建',
  );
  await page.keyboard.press('ArrowDown');
  expect((await crossOf(page, 'coronal')).value).toBe('2 HU');
  expect((await crossOf(page, 'coronal')).at[2]).toBe(-25);
});

test('the magnifier shows what lies under it larger: by key on the cross, then where the mouse is', async () => {
  // Columns 0 to 15 are dark, 16 to 31 bright: the edge lies half a column left of the middle.
  const value = (x: number) => (x < 16 ? -100 : 180);
  const { page } = await openWith(syntheticCt({ ...block, value }));
  await enter(page);
  const glass = page.locator(`${pane('axial')} .yz-magnifier`);
  const greys = () =>
    glass.evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      return [20, 220].map((x) => context.getImageData(x, 120, 1, 1).data[0] as number);
    });
  await page.keyboard.press('Shift+Z');
  await glass.waitFor();
  // Window 40/400: -100 HU is 38, 180 HU is 217.
  await expect.poll(async () => (await greys())[0] ?? 255, { timeout: 30_000 }).toBeLessThan(60);
  await expect.poll(async () => (await greys())[1] ?? 0, { timeout: 30_000 }).toBeGreaterThan(200);
  await page.screenshot({ path: 'test-output/mpr-magnifier.png' });
  expect(await page.locator(`${pane('coronal')} .yz-magnifier`).isVisible()).toBe(false);
  // By key it goes with the cross.
  for (let at = 0; at < 9; at += 1) await page.keyboard.press('Control+ArrowRight');
  await expect.poll(async () => (await greys())[0] ?? 0, { timeout: 30_000 }).toBeGreaterThan(200);
  // Over another plane with the mouse.
  const box = await page.locator(pane('coronal')).boundingBox();
  if (!box) throw new Error('no pane');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator(`${pane('coronal')} .yz-magnifier`).waitFor();
  await page.keyboard.press('Shift+Z');
  expect(await page.locator('.yz-magnifier:visible').count()).toBe(0);
});
