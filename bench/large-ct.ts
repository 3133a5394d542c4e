/**
 * Bench `large-ct`: a CT series of 1,200 slices of 512 × 512 loaded whole, scrolled through and reconstructed; the most memory
 * that the window's processes took, time to the first picture, and milliseconds from the key to three planes.
 */
import { buildTrial } from '../test/renderer/viewers/image/rig/build-trial.ts';
import { serveTrial } from '../test/renderer/viewers/image/rig/serve-trial.ts';
import { studyOfFiles } from '../test/renderer/viewers/image/rig/study-of-files.ts';
import { syntheticCt } from '../test/renderer/viewers/image/rig/synthetic-images.ts';
import { openBrowser } from '../test/rig/open-browser.ts';
import { median, residentMb, windowSize } from './viewer-bench.ts';

const slices = Number(process.env.SLICES ?? 1200);
const goalMb = 3500;

const folder = await buildTrial();
const { study, objects } = studyOfFiles(syntheticCt({ slices, size: 512 }));
const server = await serveTrial(folder, study, objects);
const browser = await openBrowser({ composedBy: 'graphics' });
try {
  const page = await (await browser.newContext({ viewport: windowSize })).newPage();
  let most = 0;
  const weigh = async (): Promise<void> => {
    most = Math.max(most, await residentMb(browser));
  };
  const from = performance.now();
  await page.goto(`${server.url}/viewer.html`);
  await page.waitForFunction(() => Boolean(document.querySelector('.yz-bottom-left')?.textContent), null, {
    timeout: 120_000,
  });
  const firstMs = performance.now() - from;
  for (;;) {
    await weigh();
    const loaded = await page
      .locator('[role=progressbar]')
      .getAttribute('aria-valuenow')
      .catch(() => null);
    if (Number(loaded) >= slices) break;
    await page.waitForTimeout(1000);
  }
  const loadedMs = performance.now() - from;
  const perSlice = await page.evaluate(async () => {
    const times: number[] = [];
    const element = document.querySelector('.yz-picture');
    for (let at = 0; at < 200; at++) {
      const start = performance.now();
      await new Promise<void>((resolve) => {
        element?.addEventListener('CORNERSTONE_IMAGE_RENDERED', () => resolve(), { once: true });
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      });
      times.push(performance.now() - start);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return times;
  });
  await weigh();
  const asked = performance.now();
  await page.keyboard.press('q');
  await page.waitForFunction(
    () =>
      document.querySelectorAll('[data-plane][data-drawn="whole"]').length === 3 ||
      document.querySelector('[data-mpr="refused"]') !== null,
    null,
    { timeout: 240_000 },
  );
  const mprMs = performance.now() - asked;
  await weigh();
  const said = await page.locator('[data-plane="axial"] .yz-warning').innerText();
  const refused = await page.locator('[data-mpr="refused"]').count();
  const pass = most < goalMb && refused === 0;
  console.log(
    JSON.stringify({
      bench: 'large-ct',
      slices,
      firstPictureMs: Math.round(firstMs),
      loadedMs: Math.round(loadedMs),
      scrollMsPerSlice: Number(median(perSlice).toFixed(1)),
      mprMs: Math.round(mprMs),
      mprSays: said,
      mostMb: Math.round(most),
      goalMb,
      pass,
    }),
  );
  process.exitCode = pass ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}
