/** Draws a small picture of a decoded image on a canvas, without a second graphics context. */
import type { Types } from '@cornerstonejs/core';

/** Draws `image` centred and undistorted in the canvas, by its own window. */
export function drawThumbnail(canvas: HTMLCanvasElement, image: Types.IImage): void {
  // Kept in main memory: on a machine without a graphics card an accelerated canvas takes half a second to set up.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  const size = canvas.width;
  const ratio =
    ((image.rowPixelSpacing || 1) * image.rows) / ((image.columnPixelSpacing || 1) * image.columns);
  const width = Math.max(1, Math.round(ratio > 1 ? size / ratio : size));
  const height = Math.max(1, Math.round(ratio > 1 ? size : size * ratio));
  const picture = context.createImageData(width, height);
  const values = image.getPixelData();
  const components = image.color ? Math.round(values.length / (image.rows * image.columns)) : 1;
  const first = (value: number | number[] | undefined, other: number) =>
    (Array.isArray(value) ? value[0] : value) ?? other;
  const low = image.minPixelValue;
  const windowWidth = Math.max(1, first(image.windowWidth, image.maxPixelValue - low));
  const windowCenter = first(image.windowCenter, low + windowWidth / 2);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * image.rows) / height) * image.columns;
    for (let x = 0; x < width; x++) {
      const from = (row + Math.floor(((x + 0.5) * image.columns) / width)) * components;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const value = values[from + (components > 1 ? channel : 0)] ?? 0;
        const grey = components > 1 ? value : ((value - windowCenter) / windowWidth + 0.5) * 255;
        picture.data[to + channel] = image.invert ? 255 - grey : grey;
      }
      picture.data[to + 3] = 255;
    }
  }
  context.clearRect(0, 0, size, size);
  context.putImageData(picture, Math.floor((size - width) / 2), Math.floor((size - height) / 2));
}
