/** Starts Cornerstone3D once per window: core, loader with web workers, our metadata and our loader in front. */
import {
  imageLoader,
  init as initCore,
  metaData,
  RenderingEngine,
  setUseCPURendering,
} from '@cornerstonejs/core';
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';
import { ImageError } from './image-error.ts';
import { loadInstance } from './load-instance.ts';
import { provideMetadata } from './metadata/provide-metadata.ts';
import { quickenTextures } from './quick-texture.ts';

let started: Promise<RenderingEngine> | null = null;
let engines = 0;

/** So many losses within `unsteadyMs`, and pictures are drawn by the processor until the window is loaded anew: slower, but there. */
const mostLosses = 3;
const unsteadyMs = 5 * 60_000;
let losses: number[] = [];

/**
 * Resolves when images can be shown; safe to call any number of times. All viewers of the window share the one engine:
 * a browser gives only some 16 graphics contexts, and making one costs more than the first picture.
 */
export function startCornerstone(): Promise<RenderingEngine> {
  started ??= start();
  return started;
}

/**
 * Another engine in the place of one whose graphics context was lost: what lay in the context does not come back with it. Whoever
 * showed pictures with the old one opens anew. A graphics processor that keeps failing is not asked again.
 */
export async function renewEngine(lost: RenderingEngine): Promise<RenderingEngine> {
  const engine = await startCornerstone();
  // Another viewer of the window has done it.
  if (engine.id !== lost.id) return engine;
  const now = performance.now();
  losses = [...losses.filter((at) => now - at < unsteadyMs), now];
  lost.destroy();
  if (losses.length >= mostLosses) setUseCPURendering(true, false);
  started = makeEngine();
  return started;
}

/** Draws with the graphics processor where there is one; by the processor alone where making its contexts fails. */
async function makeEngine(): Promise<RenderingEngine> {
  engines += 1;
  try {
    return new RenderingEngine(`yuanzhen-${engines}`);
  } catch {
    setUseCPURendering(true, false);
    engines += 1;
    return new RenderingEngine(`yuanzhen-${engines}`);
  }
}

async function start(): Promise<RenderingEngine> {
  quickenTextures();
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
  return makeEngine();
}
