/**
 * How the window is built: root `renderer/`, entry `main.tsx`, output `out/window`, for Chromium 109 on (a township's
 * browser). The nonce is a placeholder that whoever serves index.html replaces per response. The viewers and the charts are
 * reached by `import()`, so that cornerstone and plotly stay out of the first load.
 */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noncePlaceholder } from '../shared/contract/window-page.ts';

const root = import.meta.dirname;

export default defineConfig({
  root,
  base: '/',
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  resolve: {
    // vtk.js pulls xmlbuilder2, which extends EventEmitter: without the package the page dies at load.
    alias: { events: join(root, '..', 'node_modules', 'events', 'events.js') },
  },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['@cornerstonejs/dicom-image-loader'], include: ['dicom-parser'] },
  build: {
    outDir: join(root, '..', 'out', 'window'),
    emptyOutDir: true,
    target: 'chrome109',
    cssTarget: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 4096,
  },
});
