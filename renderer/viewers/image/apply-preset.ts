/** Sets a window preset on the picture in a viewport. */
import type { Types } from '@cornerstonejs/core';
import type { ImageHeader } from './metadata/image-header.ts';
import { type Preset, relativePresets } from './presets.ts';

/** `presets`: the reader's of the modality; where it has none, presets are taken relative to the picture's own window. */
export function applyPreset(
  viewport: Types.IStackViewport,
  header: ImageHeader,
  presets: readonly Preset[],
  key: string,
): void {
  if (header.samplesPerPixel > 1) return;
  const preset = presets.find((one) => one.key === key);
  if (preset) {
    setRange(viewport, preset.center, preset.width);
    return;
  }
  const image = viewport.getCornerstoneImage();
  const relative = relativePresets.find((one) => one.key === key);
  if (presets.length > 0 || !relative || !image) return;
  const width = firstOf(image.windowWidth);
  const center = firstOf(image.windowCenter);
  if (width === null || center === null) return;
  setRange(viewport, center + relative.centerShift * width, width * relative.widthFactor);
}

function setRange(viewport: Types.IStackViewport, center: number, width: number): void {
  // PS3.3 C.11.2.1.2: LINEAR covers one less, half a value lower.
  const [c, w] =
    viewport.getProperties().VOILUTFunction === 'LINEAR_EXACT' ? [center, width] : [center - 0.5, width - 1];
  viewport.setProperties({ voiRange: { lower: c - w / 2, upper: c + w / 2 } });
  viewport.render();
}

/** Of one or several windows; null when there is none. */
function firstOf(value: number | number[] | undefined): number | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
