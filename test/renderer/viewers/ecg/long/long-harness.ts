/** A page with the viewer of long recordings, asking the station's own door for a day of Holter that lies in a vault. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Sha256 } from '#shared/study/ids.ts';
import { openVault } from '../../../../../main/archive/vault.ts';
import { createServeRecordings } from '../../../../../main/compose/serve-recordings.ts';

const root = join(import.meta.dirname, '../../../../..');
export const longScreenshots = join(root, 'test-output/ecg-long');

/** `window.show(sha256, language)` shows a recording; what is copied is kept in `window.copied`. */
const entry = `
import '@mantine/core/styles.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { LongEcgViewer } from './renderer/viewers/ecg/long/long-ecg-viewer.tsx';
import { fetchRecordingFacts, longRecordingOf } from './renderer/screens/reading/fetch-recording.ts';
const reactRoot = createRoot(document.getElementById('app'));
window.copied = [];
window.show = async (sha256, language) => {
  const facts = await fetchRecordingFacts(sha256);
  if (!facts.ok) throw new Error(facts.failure.message);
  const viewer = createElement(LongEcgViewer, {
    recording: longRecordingOf(sha256, facts.value), language, theme: 'paper', pixelsPerMm: 96 / 25.4,
    onCopyMeasurement: (text) => window.copied.push(text), onShown: () => { window.shown = true; },
  });
  reactRoot.render(createElement(MantineProvider, { forceColorScheme: 'dark' }, viewer));
};
`;

export interface LongHarness {
  readonly origin: string;
  /** Puts a file into the vault. */
  readonly keep: (bytes: Uint8Array) => Sha256;
  readonly open: (width: number, height: number) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** `pageScript` is what the page runs; the bench brings its own. */
export async function startLongHarness(pageScript = entry): Promise<LongHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'long-ecg-'));
  mkdirSync(longScreenshots, { recursive: true });
  await build({
    stdin: { contents: pageScript, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    splitting: true,
    target: 'chrome109',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: folder,
    entryNames: 'page',
    logLevel: 'error',
  });
  // The analysis thread is a file of its own beside the page.
  await build({
    entryPoints: [join(root, 'renderer/viewers/ecg/analysis/analyse-worker.ts')],
    bundle: true,
    format: 'esm',
    target: 'chrome109',
    outfile: join(folder, 'analyse-worker.ts'),
    logLevel: 'error',
  });
  const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="page.css">
<style>html,body,#app{height:100%;margin:0}</style><div id="app"></div><script type="module" src="page.js"></script>`;
  const vault = await openVault(join(folder, 'vault'), { reserveBytes: 0 });
  if (!vault.ok) throw new Error(vault.failure.message);
  const recordings = createServeRecordings(vault.value);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname.startsWith('/recordings/')) {
      void recordings.serve(url.pathname.slice(12), url.searchParams).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
      return;
    }
    const name = url.pathname === '/' ? null : url.pathname.slice(1);
    const type = name === null ? 'text/html' : name.endsWith('.css') ? 'text/css' : 'text/javascript';
    response.writeHead(200, { 'content-type': type });
    response.end(name === null ? page : readFileSync(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'],
  });
  return {
    origin,
    keep: (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
      const path = vault.value.pathOf(sha256);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      return sha256;
    },
    open: async (width, height) => {
      const context = await browser.newContext({ viewport: { width, height } });
      const opened = await context.newPage();
      opened.on('pageerror', (error) => {
        throw error;
      });
      await opened.goto(origin);
      return opened;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await recordings.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
