/** A round glass over a pane, by key: what lies under it at the picture's own resolution, which a large radiograph has more of than the screen. */
import type { Types } from '@cornerstonejs/core';
import { greyOf } from './measuring/grey-of.ts';
import { projectionOf } from './measuring/place-image.ts';
import { headerOf } from './metadata/header-book.ts';
import { shade } from './mpr/painter.ts';

export interface MagnifierParts {
  readonly host: HTMLElement;
  readonly element: HTMLElement;
  readonly viewport: Types.IStackViewport;
  readonly imageOf: () => string | null;
}

export interface Magnifier {
  readonly set: (on: boolean) => void;
  readonly move: (by: readonly [number, number]) => void;
  readonly destroy: () => void;
}

const sizePx = 240;
const factor = 2.5;

export function createMagnifier({ host, element, viewport, imageOf }: MagnifierParts): Magnifier {
  const canvas = document.createElement('canvas');
  canvas.className = 'yz-magnifier';
  canvas.width = sizePx;
  canvas.height = sizePx;
  canvas.hidden = true;
  host.append(canvas);
  const context = canvas.getContext('2d', { alpha: false });
  let isOn = false;
  let at: readonly [number, number] | null = null;

  const draw = (): void => {
    canvas.hidden = !isOn || at === null;
    if (!isOn || at === null || context === null) return;
    canvas.style.left = `${at[0] - sizePx / 2}px`;
    canvas.style.top = `${at[1] - sizePx / 2}px`;
    if (!drawGrey(context, at)) drawScreen(context, at);
  };

  const drawGrey = (to: CanvasRenderingContext2D, [cx, cy]: readonly [number, number]): boolean => {
    const imageId = imageOf();
    const header = imageId === null ? null : headerOf(imageId);
    const grey = imageId === null ? null : greyOf(imageId);
    const projection = header === null ? null : projectionOf(viewport, header);
    const { voiRange, invert } = viewport.getProperties();
    if (header === null || grey === null || projection === null || !voiRange) return false;
    const { columns, rows } = header;
    const { values: source } = grey.plane;
    const corner = projection.toPixel([cx - sizePx / 2 / factor, cy - sizePx / 2 / factor]);
    const right = projection.toPixel([cx + sizePx / 2 / factor, cy - sizePx / 2 / factor]);
    const down = projection.toPixel([cx - sizePx / 2 / factor, cy + sizePx / 2 / factor]);
    const values = new Float32Array(sizePx * sizePx);
    for (let y = 0; y < sizePx; y++) {
      for (let x = 0; x < sizePx; x++) {
        const [u, v] = [(x + 0.5) / sizePx, (y + 0.5) / sizePx];
        // A pixel's centre is a whole number.
        const px = Math.round(corner[0] + (right[0] - corner[0]) * u + (down[0] - corner[0]) * v);
        const py = Math.round(corner[1] + (right[1] - corner[1]) * u + (down[1] - corner[1]) * v);
        const isInside = px >= 0 && py >= 0 && px < columns && py < rows;
        values[y * sizePx + x] = isInside ? (source[py * columns + px] as number) : Number.NaN;
      }
    }
    const image = new ImageData(sizePx, sizePx);
    shade(values, { window: voiRange, invert: invert === true }, image.data);
    to.putImageData(image, 0, 0);
    return true;
  };

  /** Colour: the screen's own pixels, larger. */
  const drawScreen = (to: CanvasRenderingContext2D, [cx, cy]: readonly [number, number]): void => {
    const picture = element.querySelector('canvas');
    if (picture === null) return;
    const ratio = picture.width / (picture.clientWidth || 1);
    const side = (sizePx / factor) * ratio;
    to.fillRect(0, 0, sizePx, sizePx);
    to.drawImage(picture, cx * ratio - side / 2, cy * ratio - side / 2, side, side, 0, 0, sizePx, sizePx);
  };

  const onMove = (event: MouseEvent): void => {
    const { left, top } = host.getBoundingClientRect();
    at = [event.clientX - left, event.clientY - top];
    if (isOn) draw();
  };
  const onLeave = (): void => {
    canvas.hidden = true;
  };
  host.addEventListener('mousemove', onMove);
  host.addEventListener('mouseleave', onLeave);
  element.addEventListener('CORNERSTONE_IMAGE_RENDERED', draw);
  return {
    set(on) {
      isOn = on;
      draw();
    },
    move([dx, dy]) {
      const [x, y] = at ?? [host.clientWidth / 2, host.clientHeight / 2];
      at = [x + dx, y + dy];
      draw();
    },
    destroy() {
      host.removeEventListener('mousemove', onMove);
      host.removeEventListener('mouseleave', onLeave);
      element.removeEventListener('CORNERSTONE_IMAGE_RENDERED', draw);
      canvas.remove();
    },
  };
}
