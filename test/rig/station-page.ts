/** A page of a station's hosted window, signed in as the station's client is, in a browser context of its own. */
import type { Browser, Page } from 'playwright-core';
import type { StationRig } from './region.ts';

export interface PageSize {
  /** In CSS pixels; 1366×768, a township's PC, where it is left out. */
  readonly width?: number;
  readonly height?: number;
  /** Device pixels for one of them. */
  readonly scale?: number;
}

/** Not gone anywhere yet: whoever watches it begins before; `station.window.origin` is where it goes. */
export async function newStationPage(
  browser: Browser,
  station: Pick<StationRig, 'window'>,
  { width = 1366, height = 768, scale = 1 }: PageSize = {},
): Promise<Page> {
  const { cookie, origin } = station.window;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: 'zh-CN',
  });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: origin }]);
  return context.newPage();
}
