/** Builds the viewer's trial pages as the window is built, into a folder of this process: test files run side by side. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const project = join(import.meta.dirname, '../../../../..');
const root = join(project, 'renderer/viewers/image/trial');

/** Builds both pages; returns the folder they lie in. */
export async function buildTrial(): Promise<string> {
  const outDir = join(project, 'test-output', `image-trial-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    base: '/',
    plugins: [react()],
    resolve: { alias: { events: join(project, 'node_modules/events/events.js') } },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome109',
      cssTarget: 'chrome109',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 8192,
      rollupOptions: { input: [join(root, 'viewer.html'), join(root, 'bare.html')] },
    },
  });
  return outDir;
}
