/** Debian's Chromium with software WebGL, as window tests and benches drive it. */
import { type Browser, chromium } from 'playwright-core';

export interface BrowserOptions {
  readonly executablePath?: string | undefined;
  /**
   * What puts the window together: `processor`, as Chromium does where it finds no GPU (only what changed is drawn anew), or `graphics`, as
   * on a workstation. A software GPU draws the whole window for every digit of a clock, so tests do without. WebGL draws in both.
   */
  readonly composedBy?: 'processor' | 'graphics';
}

/** Starts a browser; the caller closes it. */
export function openBrowser({
  executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium',
  composedBy = 'processor',
}: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--enable-unsafe-swiftshader',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      ...(composedBy === 'processor' ? ['--disable-gpu-compositing'] : []),
    ],
  });
}
