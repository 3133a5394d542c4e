/** Zooms a picture until its millimetre is one on the monitor, and says in whose plane that is, or why it cannot. */
import type { Types } from '@cornerstonejs/core';
import type { Language } from '#shared/failure.ts';
import type { SpacingFacts } from '#shared/measure/spacing.ts';
import { trueSizeOf } from '#shared/measure/true-size.ts';
import { noteTrueSize } from './hold-zoom.ts';
import { projectionOf } from './measuring/place-image.ts';
import type { ImageHeader } from './metadata/image-header.ts';
import { wordsIn } from './words.ts';

/** `pixelsPerMm`: CSS pixels a millimetre on the monitor; null where nobody measured it. Returns the sentence. */
export function zoomToTrueSize(
  viewport: Types.IStackViewport,
  header: ImageHeader,
  facts: SpacingFacts,
  pixelsPerMm: number | null,
  language: Language,
): string {
  const words = wordsIn(language).trueSize;
  const size = trueSizeOf(facts);
  if (size === null) return words.noSpacing;
  if (pixelsPerMm === null) return words.noMonitor;
  const projection = projectionOf(viewport, header);
  if (projection === null) return '';
  viewport.setZoom((viewport.getZoom() * size.spacing[0] * pixelsPerMm) / projection.pixelHeight);
  noteTrueSize(viewport);
  viewport.render();
  return size.magnification === null ? words[size.plane] : words.corrected(size.magnification);
}
