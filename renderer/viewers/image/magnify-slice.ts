/** What the magnifier shows of a slice: its pixels at their own resolution, which a large radiograph has more of than the screen. */
import { Enums, type Types } from '@cornerstonejs/core';
import { createMagnifier, enlargement, glassPx, type Magnifier, type Place } from './magnifier.ts';
import { greyOf } from './measuring/grey-of.ts';
import { projectionOf } from './measuring/place-image.ts';
import { headerOf } from './metadata/header-book.ts';
import { shade } from './mpr/painter.ts';

export interface SliceParts {
  readonly host: HTMLElement;
  readonly element: HTMLElement;
  readonly viewport: Types.IStackViewport;
  readonly imageOf: () => string | null;
}

/** A magnifier over a pane of slices, drawn anew with every picture. */
export function magnifySlice({ host, element, viewport, imageOf }: SliceParts): Magnifier {
  const drawGrey = (to: CanvasRenderingContext2D, [cx, cy]: Place): boolean => {
    const imageId = imageOf();
    const header = imageId === null ? null : headerOf(imageId);
    const grey = imageId === null ? null : greyOf(imageId);
    const projection = header === null ? null : projectionOf(viewport, header);
    const { voiRange, invert } = viewport.getProperties();
    if (header === null || grey === null || projection === null || !voiRange) return false;
    const { columns, rows } = header;
    const { values: source } = grey.plane;
    const aside = glassPx / 2 / enlargement;
    const corner = projection.toPixel([cx - aside, cy - aside]);
    const right = projection.toPixel([cx + aside, cy - aside]);
    const down = projection.toPixel([cx - aside, cy + aside]);
    const values = new Float32Array(glassPx * glassPx);
    for (let y = 0; y < glassPx; y++) {
      for (let x = 0; x < glassPx; x++) {
        const [u, v] = [(x + 0.5) / glassPx, (y + 0.5) / glassPx];
        // A pixel's centre is a whole number.
        const px = Math.round(corner[0] + (right[0] - corner[0]) * u + (down[0] - corner[0]) * v);
        const py = Math.round(corner[1] + (right[1] - corner[1]) * u + (down[1] - corner[1]) * v);
        const isInside = px >= 0 && py >= 0 && px < columns && py < rows;
        values[y * glassPx + x] = isInside ? (source[py * columns + px] as number) : Number.NaN;
      }
    }
    const image = new ImageData(glassPx, glassPx);
    shade(values, { window: voiRange, invert: invert === true }, image.data);
    to.putImageData(image, 0, 0);
    return true;
  };

  /** Colour: the screen's own pixels, larger. */
  const drawScreen = (to: CanvasRenderingContext2D, [cx, cy]: Place): void => {
    const picture = element.querySelector('canvas');
    if (picture === null) return;
    const ratio = picture.width / (picture.clientWidth || 1);
    const side = (glassPx / enlargement) * ratio;
    to.fillRect(0, 0, glassPx, glassPx);
    to.drawImage(picture, cx * ratio - side / 2, cy * ratio - side / 2, side, side, 0, 0, glassPx, glassPx);
  };

  const glass = createMagnifier({
    host,
    draw(to, at) {
      if (!drawGrey(to, at)) drawScreen(to, at);
    },
    home: () => null,
  });
  element.addEventListener(Enums.Events.IMAGE_RENDERED, glass.redraw);
  return {
    ...glass,
    destroy() {
      element.removeEventListener(Enums.Events.IMAGE_RENDERED, glass.redraw);
      glass.destroy();
    },
  };
}
