/** The pictures' window in the packed program, with displays made up at the shell's own seam: placed, remembered, brought back. */
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { signInByHand } from '../rig/window-journey.ts';

let region: Region;
let shell: LaunchedElectron;

beforeAll(async () => {
  region = await startRegion();
  shell = await launchElectron({ station: region.reader.place });
  // A ruler was held to the second display alone, before the program starts: it reads of it then. A page is not loaded
  // anew before it was loaded once.
  await shell.page.locator('input[type="password"]').waitFor({ timeout: 60_000 });
  await shell.page.evaluate(() => {
    const size = `${window.screen.width}×${window.screen.height} @${Math.round(window.devicePixelRatio * 100)}%`;
    localStorage.setItem('yuanzhen.pixelsPerMm', JSON.stringify({ [`BARCO #2 ${size}`]: 4 }));
  });
  await shell.page.reload();
  await signInByHand(shell.page, region.doctor.name, region.doctor.secret);
}, 240_000);
afterAll(async () => {
  await shell?.stop();
  await region?.stop();
});

interface FakeDisplay {
  readonly id: number;
  readonly label: string;
  readonly x: number;
  readonly width: number;
}

/** The displays that the shell is told of from now on. */
function plug(app: ElectronApplication, displays: readonly FakeDisplay[], event: string): Promise<void> {
  return app.evaluate(
    ({ screen }, [given, name]) => {
      const all = (given as FakeDisplay[]).map(({ id, label, x, width }) => {
        const area = { x, y: 0, width, height: 1080 };
        return { ...screen.getPrimaryDisplay(), id, label, bounds: area, workArea: area };
      });
      screen.getAllDisplays = () => all;
      // By where the window lies, as the system does.
      screen.getDisplayMatching = ({ x }) =>
        all.findLast((one) => x >= one.bounds.x) ?? all[0] ?? screen.getPrimaryDisplay();
      screen.emit(name as string);
    },
    [displays, event] as const,
  );
}

const boundsOfImages = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const [, images] = BrowserWindow.getAllWindows().sort((one, other) => one.id - other.id);
    return images?.getBounds() ?? null;
  });

// The real display is 1920 wide: both fakes lie on it, so that the window system leaves the windows where they are put.
const report: FakeDisplay = { id: 1, label: 'DELL', x: 0, width: 900 };
const diagnostic: FakeDisplay = { id: 2, label: 'BARCO', x: 900, width: 1020 };

it('one Enter opens the pictures on their display; unplugged, they come into sight; plugged in, they go home', async () => {
  const { app, page } = shell;
  page.setDefaultTimeout(60_000);
  const { taskId } = await bringToWaiting(region, examFor('electron-apart', 'dr'));
  await page.locator(`[data-task="${taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-pane="0"][data-image]').waitFor();

  // No other display: the pictures stay, with a sentence.
  await plug(app, [report], 'display-removed');
  await page.keyboard.press('Alt+m');
  await page.getByText('没有可用的另一块屏幕').waitFor();
  expect(app.windows()).toHaveLength(1);

  await plug(app, [report, diagnostic], 'display-added');
  await page.keyboard.press('Alt+m');
  await expect.poll(() => app.windows().length, { timeout: 60_000 }).toBe(2);
  const beside = app.windows().find((one) => one !== page);
  if (!beside) throw new Error('no window');
  await beside.locator('[data-pane="0"][data-image]').waitFor();
  await expect.poll(() => boundsOfImages(app)).toMatchObject({ x: 900, width: 1020 });
  // It has nothing of the shell's, and cannot open anything itself.
  expect(await beside.evaluate(() => window.open('https://example.org/') === null)).toBe(true);

  // The millimetre is that of the monitor the pictures lie on, not of the one with the list.
  const monitors = () =>
    page.evaluate(async () => {
      const bridge = Reflect.get(globalThis, 'yuanzhenShell');
      return [(await bridge.monitor()).name, (await bridge.monitor({ of: 'images' })).name];
    });
  await expect.poll(monitors).toEqual(['DELL #1', 'BARCO #2']);
  await beside.keyboard.press('Shift+T');
  await expect.poll(() => beside.locator('.yz-say').innerText()).toContain('真实大小(');

  // The reader makes it smaller and closes it: that is where it opens again.
  await app.evaluate(({ BrowserWindow }) => {
    const [, images] = BrowserWindow.getAllWindows().sort((one, other) => one.id - other.id);
    images?.setBounds({ x: 1000, y: 100, width: 800, height: 700 });
  });
  await expect.poll(() => boundsOfImages(app)).toMatchObject({ x: 1000, width: 800 });
  await page.keyboard.press('Alt+m');
  await expect.poll(() => app.windows().length).toBe(1);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Shift+T');
  await expect.poll(() => page.locator('.yz-say').innerText()).toContain('请在设置中测量标尺线');
  await page.keyboard.press('Alt+m');
  await expect.poll(() => app.windows().length).toBe(2);
  await expect.poll(() => boundsOfImages(app)).toEqual({ x: 1000, y: 100, width: 800, height: 700 });

  await plug(app, [report], 'display-removed');
  await expect.poll(() => boundsOfImages(app)).toEqual({ x: 100, y: 100, width: 800, height: 700 });
  await plug(app, [report, { ...diagnostic, id: 7 }], 'display-added');
  await expect.poll(() => boundsOfImages(app)).toEqual({ x: 1000, y: 100, width: 800, height: 700 });

  // The picture alone on its monitor, by one key; the shell grants nothing else.
  const full = app.windows().find((one) => one !== page);
  await full?.keyboard.press('F11');
  await expect
    .poll(() => full?.evaluate(() => document.fullscreenElement !== null), { timeout: 30_000 })
    .toBe(true);
  await full?.keyboard.press('F11');
  await expect.poll(() => full?.evaluate(() => document.fullscreenElement !== null)).toBe(false);
}, 300_000);

it('a second such window goes to a third display, each home with its own reader, and to none where all are taken', async () => {
  const { app, page } = shell;
  const third: FakeDisplay = { id: 9, label: 'EIZO', x: 1400, width: 520 };
  const narrow = { ...diagnostic, width: 500 };
  for (const one of app.windows()) if (one !== page) await one.close();
  await expect.poll(() => app.windows().length).toBe(1);
  // Until they hang here again, the key would call home what is on its way home.
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await plug(app, [report, narrow], 'display-removed');
  await page.keyboard.press('Alt+m');
  await expect.poll(() => app.windows().length, { timeout: 60_000 }).toBe(2);
  // Two displays: the list lies on one, the pictures on the other.
  await page.keyboard.press('Control+Alt+m');
  await page.getByText('没有可用的另一块屏幕').first().waitFor();
  expect(app.windows()).toHaveLength(2);

  await plug(app, [report, narrow, third], 'display-added');
  await page.keyboard.press('Control+Alt+m');
  await expect.poll(() => app.windows().length, { timeout: 60_000 }).toBe(3);
  const bounds = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .sort((one, other) => one.id - other.id)
        .at(-1)
        ?.getBounds(),
    );
  await expect.poll(bounds).toMatchObject({ x: 1400, width: 520 });
  const monitors = () =>
    page.evaluate(async () => {
      const bridge = Reflect.get(globalThis, 'yuanzhenShell');
      return [(await bridge.monitor({ of: 'images' })).name, (await bridge.monitor({ of: 'beside' })).name];
    });
  await expect.poll(monitors).toEqual(['BARCO #2', 'EIZO #9']);
  // Unplugged, it comes into sight.
  await plug(app, [report, narrow], 'display-removed');
  await expect
    .poll(async () => ((await bounds())?.x ?? 9999) + ((await bounds())?.width ?? 0))
    .toBeLessThanOrEqual(1400);
});
