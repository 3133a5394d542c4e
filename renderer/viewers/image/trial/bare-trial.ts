/** The least page that shows a stack with Cornerstone3D, nothing of ours in it: what the benches compare with. */
import {
  Enums,
  eventTarget,
  imageLoader,
  init,
  RenderingEngine,
  setVolumesForViewports,
  type Types,
  volumeLoader,
} from '@cornerstonejs/core';
import cornerstoneLoader from '@cornerstonejs/dicom-image-loader';

const asked = new URLSearchParams(location.search);

interface Bare {
  readonly viewport: () => Types.IStackViewport;
  readonly prefetch: (imageIds: string[]) => Promise<void>;
  readonly open: (imageIds: string[]) => Promise<void>;
  /** Three planes of the volume, as large as ours; resolves when all three are drawn, with the ms since it was asked. */
  readonly openVolume: (imageIds: string[], boxes: readonly string[]) => Promise<number>;
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
  openVolume: drawVolume,
};

const { AXIAL, CORONAL, SAGITTAL } = Enums.OrientationAxis;
const orientations = [AXIAL, CORONAL, SAGITTAL] as const;

async function drawVolume(imageIds: string[], boxes: readonly string[]): Promise<number> {
  await start();
  const elements = boxes.map((box) => {
    const element = document.createElement('div');
    element.style.cssText = box;
    document.getElementById('root')?.append(element);
    return element;
  });
  const engine = new RenderingEngine('bare-volume');
  const from = performance.now();
  const viewports = elements.map((element, at) => ({
    viewportId: `plane-${at}`,
    type: Enums.ViewportType.ORTHOGRAPHIC,
    element,
    defaultOptions: { orientation: orientations[at] ?? AXIAL },
  }));
  engine.setViewports(viewports);
  const volumeId = 'cornerstoneStreamingImageVolume:bare';
  const volume = (await volumeLoader.createAndCacheVolume(volumeId, {
    imageIds,
  })) as Types.IStreamingImageVolume;
  const ids = viewports.map(({ viewportId }) => viewportId);
  await setVolumesForViewports(engine, [{ volumeId }], ids);
  const loaded = new Promise<void>((resolve) => {
    eventTarget.addEventListener(Enums.Events.IMAGE_VOLUME_LOADING_COMPLETED, () => resolve());
  });
  volume.load();
  await loaded;
  const drawn = elements.map(
    (element) =>
      new Promise<void>((resolve) => {
        element.addEventListener(Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
      }),
  );
  engine.renderViewports(ids);
  await Promise.all(drawn);
  return performance.now() - from;
}

declare global {
  interface Window {
    bare: Bare;
    bareEvents: EventTarget;
  }
}

window.bare = bare;
window.bareEvents = eventTarget as unknown as EventTarget;
if (!asked.has('wait')) await bare.open(await (await fetch('/image-ids.json')).json());
