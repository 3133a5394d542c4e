/** The least page that shows a stack with Cornerstone3D, nothing of ours in it: what the benches compare with. */
import { Enums, eventTarget, imageLoader, init, RenderingEngine, type Types } from '@cornerstonejs/core';
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';

const asked = new URLSearchParams(location.search);

interface Bare {
  readonly viewport: () => Types.IStackViewport;
  readonly prefetch: (imageIds: string[]) => Promise<void>;
  readonly open: (imageIds: string[]) => Promise<void>;
}

let viewport: Types.IStackViewport | null = null;
let started = false;

async function start(): Promise<void> {
  if (started) return;
  started = true;
  await init();
  // The quicker of its two metadata providers, so that the comparison is with its best.
  cornerstoneLoader.init({ useLegacyMetadataProvider: true });
}

const bare: Bare = {
  viewport: () => viewport as Types.IStackViewport,
  async prefetch(imageIds) {
    await start();
    await Promise.all(imageIds.map((imageId) => imageLoader.loadAndCacheImage(imageId)));
  },
  async open(imageIds) {
    await start();
    const element = document.createElement('div');
    element.className = 'bare';
    element.style.cssText = asked.get('box') ?? 'width:100%;height:100%';
    document.getElementById('root')?.append(element);
    const engine = new RenderingEngine('bare');
    engine.enableElement({ viewportId: 'bare', type: Enums.ViewportType.STACK, element });
    viewport = engine.getViewport('bare') as Types.IStackViewport;
    await viewport.setStack(imageIds, 0);
    viewport.render();
  },
};

declare global {
  interface Window {
    bare: Bare;
    bareEvents: EventTarget;
  }
}

window.bare = bare;
window.bareEvents = eventTarget as unknown as EventTarget;
if (!asked.has('wait')) await bare.open(await (await fetch('/image-ids.json')).json());
