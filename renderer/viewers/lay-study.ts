/** How a case lies in this window, whatever viewer shows it: told to another reader, and laid as another left it. */
import type { Lying } from '#shared/study/baton.ts';
import { ecgLyingOf, layEcgAs } from './ecg/put-aside.ts';
import { imageLyingOf, layImagesAs } from './image/put-aside.ts';

/** Null where the case was not open in this window. */
export function lyingOf(key: string): Lying | null {
  return imageLyingOf(key) ?? ecgLyingOf(key);
}

/** Before its room opens. */
export function layAs(key: string, lying: Lying): void {
  if (lying.viewer === 'image') layImagesAs(key, lying);
  else layEcgAs(key, lying);
}
