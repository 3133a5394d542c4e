/**
 * A page of OHIF as a reader in the middle of his shift has it: its study list stands open, and another study was read before, so that
 * its parts are loaded and its graphics are made.
 */
import type { Browser, Page } from 'playwright-core';
import { type OhifServer, serveOhif } from './serve-ohif.ts';

const longestMs = 60_000;

export interface OhifPage {
  readonly page: Page;
  /** In the page: goes to a study as its list does, without loading the page anew. */
  readonly pathOf: OhifServer['viewerPath'];
  readonly close: () => Promise<void>;
}

/** `files` are of all studies; the one in `readBefore` is opened and left again. `prepare` runs in the page before anything else. */
export async function openOhif(
  browser: Browser,
  folder: string,
  {
    files,
    readBefore,
    viewport,
    prepare,
  }: {
    readonly files: readonly Uint8Array[];
    readonly readBefore: string;
    readonly viewport: { readonly width: number; readonly height: number };
    readonly prepare: () => void;
  },
): Promise<OhifPage> {
  const server = await serveOhif(folder, files);
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.addInitScript(prepare);
  // Its guided tour would lie over the picture.
  await page.addInitScript(() => localStorage.setItem('shownTours', '["basicViewerTour"]'));
  await page.goto(server.url);
  await page.getByText('Study List').first().waitFor({ timeout: longestMs });
  await goTo(page, server.viewerPath(readBefore));
  await page.waitForFunction(
    () => document.querySelector<HTMLCanvasElement>('canvas.cornerstone-canvas')?.checkVisibility() === true,
    null,
    { timeout: longestMs },
  );
  await page.waitForTimeout(3000);
  await goTo(page, '/');
  await page.waitForFunction(() => document.querySelector('canvas.cornerstone-canvas') === null);
  return {
    page,
    pathOf: server.viewerPath,
    async close() {
      await context.close();
      await server.close();
    },
  };
}

function goTo(page: Page, path: string): Promise<void> {
  return page.evaluate((to) => {
    history.pushState({}, '', to);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);
}
