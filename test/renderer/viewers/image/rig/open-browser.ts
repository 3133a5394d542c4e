/** Debian's Chromium with software WebGL, as the viewer's tests and benches drive it. */
import { type Browser, chromium } from 'playwright-core';

/** Starts a browser; the caller closes it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--enable-unsafe-swiftshader',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--disable-background-networking',
    ],
  });
}
