/** Starts Cornerstone3D once per window: core, loader with web workers, our metadata and our loader in front. */
import { imageLoader, init as initCore, metaData, RenderingEngine } from '@cornerstonejs/core';
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';
import { ImageError } from './image-error.ts';
import { loadInstance } from './load-instance.ts';
import { provideMetadata } from './metadata/provide-metadata.ts';

let started: Promise<RenderingEngine> | null = null;

/**
 * Resolves when images can be shown; safe to call any number of times. All viewers of the window share the one engine:
 * a browser gives only some 16 graphics contexts, and making one costs more than the first picture.
 */
export function startCornerstone(): Promise<RenderingEngine> {
  started ??= start();
  return started;
}

async function start(): Promise<RenderingEngine> {
  // One graphics context per pane of the largest layout: shared contexts draw panes one after another.
  await initCore({ rendering: { webGlContextCount: 4 } } as Parameters<typeof initCore>[0]);
  cornerstoneLoader.init({
    maxWebWorkers: Math.max(1, Math.min(4, Math.floor((navigator.hardwareConcurrency || 2) / 2))),
    useLegacyMetadataProvider: true,
  });
  imageLoader.registerImageLoader('wadouri', loadInstance);
  metaData.addProvider(provideMetadata, 10_000);
  // Cornerstone's cache rejects a second promise that nobody holds; the pane has already told the reader.
  window.addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof ImageError) event.preventDefault();
  });
  return new RenderingEngine('yuanzhen');
}
