/** Windows of a region's stations in a browser, through hosted mode, and what none of their pages may ever do. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';
import type { StationRig } from './region.ts';
import { newStationPage, type PageSize } from './station-page.ts';

export interface WindowPages {
  readonly browser: Browser;
  /** The window of a station as its hosted mode serves it, signed in as the station's client is. */
  readonly open: (station: StationRig, size?: PageSize) => Promise<Page>;
  /** What pages threw and which rules of the content security policy they broke: expected to be empty. */
  readonly violations: readonly string[];
  readonly closePages: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a browser of its own for a test file. */
export async function startWindowPages(executablePath?: string): Promise<WindowPages> {
  const browser = await openBrowser({ executablePath });
  const violations: string[] = [];
  const closePages = async (): Promise<void> => {
    for (const context of browser.contexts()) await context.close();
  };
  return {
    browser,
    violations,
    closePages,
    close: () => browser.close(),
    open: async (station, size) => {
      const page = await newStationPage(browser, station, size);
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text());
      });
      page.on('pageerror', (error) => violations.push(String(error)));
      await page.goto(station.window.origin);
      return page;
    },
  };
}
