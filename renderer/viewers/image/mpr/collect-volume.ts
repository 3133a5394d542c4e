/** Brings the slices of a series together as a volume: loads what is not loaded, within the memory this machine has. */
import { cache, Enums, imageLoader, type Types } from '@cornerstonejs/core';
import { drawnSpacing } from '#shared/measure/spacing.ts';
import { headerOf } from '../metadata/header-book.ts';
import { planeOf } from '../slice-places.ts';
import type { Slice, Stack } from '../stack.ts';
import type { Volume } from './reslice.ts';
import { layVolume, type Refusal, type VolumeSlice } from './volume.ts';
import { thinning, volumeBudget } from './volume-budget.ts';

export type Collected =
  | {
      readonly ok: true;
      readonly volume: Volume;
      /** Of the series, each slice of the volume in its order. */
      readonly slices: readonly Slice[];
      /** Every so-many-th slice was taken; 1 for all. */
      readonly every: number;
      readonly missing: number;
    }
  | { readonly ok: false; readonly why: Refusal | 'no-geometry' | 'colour' | 'not-loaded' | 'too-large' };

/** Loads going on at the same time. */
const atOnce = 4;
/**
 * Collects a stack. `onLoading` hears how many of how many slices are there; `isWanted` false ends it. The values stay the
 * very arrays that were decoded: a volume costs no second copy.
 */
export async function collectVolume(
  stack: Stack,
  onLoading: (loaded: number, total: number) => void,
  isWanted: () => boolean,
): Promise<Collected | null> {
  const first = await loadedOf(stack.slices.slice(0, 1));
  if (!isWanted()) return null;
  const [sample] = first;
  if (sample === undefined) return { ok: false, why: stack.slices.length === 0 ? 'too-few' : 'not-loaded' };
  if (sample.image.color) return { ok: false, why: 'colour' };
  if (shapeOf(sample.slice) === null) return { ok: false, why: 'no-geometry' };
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  // Slices of small values are decoded into bytes; the next one may need two.
  const sliceBytes = Math.max(
    sample.image.getPixelData().byteLength,
    sample.image.rows * sample.image.columns * 2,
  );
  const every = thinning(sliceBytes, stack.slices.length, volumeBudget(memory));
  if (every === null) return { ok: false, why: 'too-large' };
  const wanted = stack.slices.filter((_, index) => index % every === 0);
  const found = await loadedOf(wanted, onLoading, isWanted);
  if (!isWanted()) return null;
  if (found.length === 0) return { ok: false, why: 'not-loaded' };
  if (found.some(({ image }) => image.color)) return { ok: false, why: 'colour' };
  const shapes = found.map(({ slice }) => shapeOf(slice));
  if (shapes.some((shape) => shape === null)) return { ok: false, why: 'no-geometry' };
  const laid = layVolume(shapes as VolumeSlice[]);
  if (!laid.ok) return laid;
  const inOrder = laid.grid.order.map((index) => found[index] as Loaded);
  return {
    ok: true,
    volume: {
      grid: laid.grid,
      values: inOrder.map(({ image }) => image.getPixelData() as ArrayLike<number>),
    },
    slices: inOrder.map(({ slice }) => slice),
    every,
    missing: wanted.length - found.length,
  };
}

interface Loaded {
  readonly slice: Slice;
  readonly image: Types.IImage;
}

/** Those that can be loaded, in the order given. */
async function loadedOf(
  slices: readonly Slice[],
  onLoading: (loaded: number, total: number) => void = () => {},
  isWanted: () => boolean = () => true,
): Promise<readonly Loaded[]> {
  const found: (Loaded | null)[] = slices.map(() => null);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < slices.length && isWanted()) {
      const at = next;
      next += 1;
      const slice = slices[at] as Slice;
      const image = cache.getImage(slice.imageId) ?? (await loadOne(slice.imageId));
      if (image) found[at] = { slice, image };
      done += 1;
      onLoading(done, slices.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found.filter((one) => one !== null);
}

/** Null for what cannot be loaded: the pane says why when its slice is looked at. */
async function loadOne(imageId: string): Promise<Types.IImage | null> {
  try {
    return await imageLoader.loadAndCacheImage(imageId, {
      priority: 0,
      requestType: Enums.RequestType.Interaction,
      useRGBA: false,
    } as Parameters<typeof imageLoader.loadAndCacheImage>[1]);
  } catch {
    return null;
  }
}

function shapeOf(slice: Slice): VolumeSlice | null {
  const header = headerOf(slice.imageId);
  const plane = planeOf(slice);
  if (header === null || plane === null || header.spacing.pixelSpacing === null) return null;
  const { rows, columns } = header;
  return { plane, rows, columns, spacing: drawnSpacing(header.spacing) };
}
