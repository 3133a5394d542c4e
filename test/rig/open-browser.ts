/** Debian's Chromium with software WebGL, as window tests and benches drive it; `executablePath` names another one. */
import { type Browser, chromium } from 'playwright-core';

/** Starts a browser; the caller closes it. */
export function openBrowser(executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--enable-unsafe-swiftshader',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
  });
}
