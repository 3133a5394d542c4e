/** A browser page with the viewer on it, and the questions that tests ask of it. */
import type { Browser, Page } from 'playwright-core';
import type { TrialServer } from './serve-trial.ts';

export interface ViewerPage {
  readonly page: Page;
  readonly errors: string[];
  /** `pitch`: millimetres of a pixel of the monitor, where a ruler told it; `more`: what else the trial is asked for. */
  readonly open: (language?: 'zh-CN' | 'en', pitch?: number, more?: string) => Promise<void>;
  /** Waits until a picture is drawn in the pane, or a card covers it. */
  readonly settled: (pane?: number) => Promise<void>;
  readonly corner: (which: 'top-left' | 'bottom-left' | 'bottom-right', pane?: number) => Promise<string>;
  readonly letters: (pane?: number) => Promise<string>;
  readonly card: (pane?: number) => Promise<string>;
  /** Standard deviation of the grey of what the pane shows: 0 is a blank. */
  readonly spread: (pane?: number) => Promise<number>;
  readonly drag: (from: readonly [number, number], to: readonly [number, number]) => Promise<void>;
  readonly measured: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

/** Opens a page of the given size on the trial server. */
export async function openViewerPage(
  browser: Browser,
  server: TrialServer,
  size = { width: 1366, height: 768 },
): Promise<ViewerPage> {
  const page = await browser.newPage({ viewport: size });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) errors.push(message.text());
  });
  const selector = (pane: number) => `[data-pane="${pane}"]`;
  return {
    page,
    errors,
    async open(language = 'zh-CN', pitch, more = '') {
      const measured = pitch === undefined ? '' : `&pitch=${pitch}`;
      await page.goto(`${server.url}/viewer.html?lang=${language}${measured}${more}`);
      await page.waitForSelector('.yz-viewer');
    },
    async settled(pane = 0) {
      await page.waitForFunction(
        (at) => {
          const host = document.querySelector(`[data-pane="${at}"]`);
          const card = host?.querySelector<HTMLElement>('.yz-card');
          if (card && !card.hidden) return true;
          const loading = host?.querySelector<HTMLElement>('.yz-loading');
          return Boolean(loading?.hidden && host?.querySelector('.yz-bottom-left')?.textContent);
        },
        pane,
        { timeout: 20_000 },
      );
    },
    corner: (which, pane = 0) => page.locator(`${selector(pane)} .yz-${which}`).innerText(),
    async letters(pane = 0) {
      const edges = ['left', 'right', 'top', 'bottom'].map((edge) =>
        page.locator(`${selector(pane)} .yz-letter.yz-${edge}`).innerText(),
      );
      return (await Promise.all(edges)).join(' ');
    },
    async card(pane = 0) {
      const card = page.locator(`${selector(pane)} .yz-card`);
      return (await card.isVisible()) ? card.innerText() : '';
    },
    spread: (pane = 0) =>
      page.evaluate((at) => {
        const canvas = document.querySelector<HTMLCanvasElement>(`[data-pane="${at}"] canvas`);
        const context = canvas?.getContext('2d');
        if (!canvas || !context) return 0;
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let sum = 0;
        let squares = 0;
        const count = data.length / 4;
        for (let at = 0; at < data.length; at += 4) {
          const grey = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
          sum += grey;
          squares += grey * grey;
        }
        return Math.sqrt(squares / count - (sum / count) ** 2);
      }, pane),
    async drag(from, to) {
      await page.mouse.move(from[0], from[1]);
      await page.mouse.down();
      await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 });
      await page.mouse.move(to[0], to[1], { steps: 4 });
      await page.mouse.up();
    },
    measured: () =>
      page.evaluate(() => (window as unknown as { trial: { measured: string[] } }).trial.measured),
    close: () => page.close(),
  };
}
