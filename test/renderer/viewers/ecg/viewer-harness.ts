/** A bare page with the ECG viewer on it, built into a temporary folder and opened in the Chromium of the system. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '../../../..');
export const screenshotFolder = join(root, 'test-output/ecg');

/** The page keeps what is copied in `window.copied` and shows what `window.show(props)` is given. */
const entry = `
import '@mantine/core/styles.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { EcgViewer } from './renderer/viewers/ecg/ecg-viewer.tsx';
import { SerialPanel } from './renderer/viewers/ecg/serial/serial-panel.tsx';
const reactRoot = createRoot(document.getElementById('app'));
window.copied = [];
window.show = (props, scheme) => {
  const onCopyMeasurement = (text) => window.copied.push(text);
  const viewer = props.serial
    ? createElement(SerialPanel, { onInsert: onCopyMeasurement, language: props.language, ...props.serial })
    : createElement(EcgViewer, { onCopyMeasurement, ...props });
  reactRoot.render(createElement(MantineProvider, { forceColorScheme: scheme }, viewer));
};
`;

export interface ViewerHarness {
  open(width: number, height: number, ratio?: number): Promise<Page>;
  close(): Promise<void>;
}

export async function startViewerHarness(): Promise<ViewerHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'ecg-viewer-'));
  mkdirSync(screenshotFolder, { recursive: true });
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'iife',
    target: 'chrome109',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outfile: join(folder, 'page.js'),
    logLevel: 'error',
  });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css">
<style>html,body,#app{height:100%;margin:0}</style><div id="app"></div><script src="page.js"></script>`,
  );
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'],
  });
  return {
    async open(width, height, ratio = 1) {
      const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio });
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        throw error;
      });
      await page.goto(`file://${folder}/index.html`);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
