/** An open volume: its picture, its writing, and the hand on it; outside React. */
import type { Language } from '#shared/failure.ts';
import { dot, type Vector3 } from '#shared/measure/slice-plane.ts';
import { isOffScale } from '#shared/measure/stack-geometry.ts';
import { pageOf } from '../../../ui/page-of.ts';
import type { Command } from '../commands.ts';
import { mprWordsIn } from '../mpr/mpr-words.ts';
import type { VolumeGrid } from '../mpr/volume.ts';
import { edgeLetters } from '../orientation-letters.ts';
import { createOverlay } from '../overlay.ts';
import type { Block } from './block.ts';
import { type Camera, forwardOf, fromFront, turned, zoomedBy } from './camera.ts';
import { createVolumePainter } from './paint-volume.ts';
import { transferTable, type VolumePreset, volumePresets } from './transfer.ts';
import { volumeWordsIn } from './volume-words.ts';

export interface VolumeRoom {
  /** True when the command was taken. */
  readonly run: (command: Command) => boolean;
  readonly setLanguage: (language: Language) => void;
  readonly destroy: () => void;
}

export interface VolumeRoomParts {
  readonly host: HTMLElement;
  readonly block: Block;
  readonly grid: VolumeGrid;
  readonly series: string;
  readonly language: Language;
  readonly onLost: () => void;
}

/** Degrees a key turns by, and degrees per CSS pixel of a drag. */
const keyDegrees = 10;
const dragDegrees = 0.5;
/** While it is turned by hand the picture is this much coarser. */
const coarse = 0.4;

/** Null where the graphics cannot. */
export function createVolumeRoom(parts: VolumeRoomParts): VolumeRoom | null {
  const { host, block, grid, series } = parts;
  const page = pageOf(host);
  const canvas = document.createElement('canvas');
  canvas.className = 'yz-mpr-picture';
  const painter = createVolumePainter(canvas, block, parts.onLost);
  if (painter === null) return null;
  host.append(canvas);
  const overlay = createOverlay(host);
  let speech = parts.language;
  let camera: Camera = fromFront;
  let preset: VolumePreset = 'bone';
  let held: readonly [number, number] | null = null;
  let frame = 0;

  const onAxes = (direction: Vector3): Vector3 => [
    dot(direction, grid.axes[0]),
    dot(direction, grid.axes[1]),
    dot(direction, grid.axes[2]),
  ];
  const draw = (): void => {
    frame = 0;
    const { clientWidth: width, clientHeight: height } = host;
    if (width === 0 || height === 0) return;
    const ratio = (page.devicePixelRatio || 1) * (held === null ? 1 : coarse);
    const mmPerCss = (Math.max(...block.sizeMm) * 1.15) / Math.min(width, height) / camera.zoom;
    painter.paint(Math.round(width * ratio), Math.round(height * ratio), {
      right: onAxes(camera.right),
      down: onAxes(camera.down),
      forward: onAxes(forwardOf(camera)),
      mmPerPixel: mmPerCss / ratio,
    });
    host.dataset.drawn = held === null ? 'whole' : 'coarse';
  };
  const write = (): void => {
    const words = volumeWordsIn(speech);
    overlay.write({
      topLeft: [series, `${words.title} · ${words.presets[preset]}`],
      bottomLeft: [words.keys],
      bottomRight: [words.lookOnly],
      lossy: '',
      letters: edgeLetters(camera.right, camera.down),
      scaleBar: null,
    });
    overlay.warn(isOffScale(grid.findings) ? [mprWordsIn(speech).notToScale] : []);
    host.dataset.preset = preset;
  };
  const refresh = (): void => {
    write();
    delete host.dataset.drawn;
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const look = (next: Camera): void => {
    camera = next;
    refresh();
  };
  const choose = (next: VolumePreset): void => {
    preset = next;
    painter.setTable(transferTable(next));
    refresh();
  };

  const onDown = (event: MouseEvent): void => {
    event.preventDefault();
    held = [event.clientX, event.clientY];
  };
  const onMove = (event: MouseEvent): void => {
    if (held === null) return;
    const [x, y] = held;
    held = [event.clientX, event.clientY];
    look(turned(camera, (event.clientX - x) * dragDegrees, (event.clientY - y) * dragDegrees));
  };
  const onUp = (): void => {
    if (held === null) return;
    held = null;
    refresh();
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    look(zoomedBy(camera, event.deltaY < 0 ? 1.1 : 1 / 1.1));
  };
  host.addEventListener('mousedown', onDown);
  host.addEventListener('wheel', onWheel, { passive: false });
  page.addEventListener('mousemove', onMove);
  page.addEventListener('mouseup', onUp);
  const observer = new page.ResizeObserver(refresh);
  observer.observe(host);
  choose(preset);

  return {
    run(command) {
      switch (command.do) {
        case 'preset': {
          const next = volumePresets[Number(command.key) - 1];
          if (next !== undefined) choose(next);
          return true;
        }
        case 'step':
          look(turned(camera, 0, Math.sign(command.slices) * keyDegrees));
          return true;
        case 'series':
          look(turned(camera, command.step * keyDegrees, 0));
          return true;
        case 'zoom':
          look(zoomedBy(camera, command.factor));
          return true;
        case 'reset':
          look(fromFront);
          return true;
        case 'help':
        case 'strip':
        case 'overlays':
        case 'measurements':
        case 'save-marks':
        case 'cancel':
        case 'volume-3d':
          return false;
        default:
          overlay.say(volumeWordsIn(speech).notHere);
          return true;
      }
    },
    setLanguage(next) {
      speech = next;
      write();
    },
    destroy() {
      cancelAnimationFrame(frame);
      observer.disconnect();
      host.removeEventListener('mousedown', onDown);
      host.removeEventListener('wheel', onWheel);
      page.removeEventListener('mousemove', onMove);
      page.removeEventListener('mouseup', onUp);
      overlay.remove();
      canvas.remove();
      painter.destroy();
    },
  };
}
