/**
 * Lets decoded pictures and their files go once nobody holds them: the memory of a case is free again after the case, and not
 * only when the next one has none left. Whoever opens the same case a moment later still finds them.
 */
import { cache } from '@cornerstonejs/core';
import { forgetEntry } from './metadata/header-book.ts';

/** A case that is closed may be opened again at once, as when panes are laid out otherwise; in ms. */
const graceMs = 5000;
const holders = new Map<string, number>();

export function holdImage(imageId: string): void {
  holders.set(imageId, (holders.get(imageId) ?? 0) + 1);
}

/** Gives up what was held by `holdImage`, each id once. */
export function letImagesGo(imageIds: readonly string[]): void {
  if (imageIds.length === 0) return;
  setTimeout(() => {
    for (const imageId of imageIds) {
      const left = (holders.get(imageId) ?? 1) - 1;
      if (left > 0) {
        holders.set(imageId, left);
        continue;
      }
      holders.delete(imageId);
      forgetEntry(imageId);
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
    }
  }, graceMs);
}
