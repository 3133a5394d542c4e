/** A series as the viewer shows it: its frames in order, and what in it is not an image. */
import type { Instance, Series, Study } from '#shared/study/study.ts';

export interface Slice {
  /** `wadouri:URL`, with `?frame=N` (from 1) for a multi-frame object. */
  readonly imageId: string;
  readonly instance: Instance;
  /** 0-based frame of the instance. */
  readonly frame: number;
}

export interface Stack {
  readonly seriesInstanceUid: string;
  readonly modality: string;
  readonly seriesNumber: number | null;
  readonly description: string;
  readonly slices: readonly Slice[];
  /** Objects without pixels: reports, documents, key object selections. */
  readonly documents: readonly Instance[];
  /** Instances announced but not yet in the station's vault. */
  readonly awaited: number;
}

export type ObjectUrl = (sha256: string) => string;

/** All stacks of a study in series order; instances that are not held yet are only counted. */
export function stacksOf(study: Study, objectUrl: ObjectUrl): readonly Stack[] {
  return study.series
    .filter((series) => series.instances.some((instance) => instance.format !== 'attachment'))
    .map((series) => stackOf(series, objectUrl))
    .sort(
      (a, b) => (a.seriesNumber ?? Number.MAX_SAFE_INTEGER) - (b.seriesNumber ?? Number.MAX_SAFE_INTEGER),
    );
}

/** One series as a stack. */
export function stackOf(series: Series, objectUrl: ObjectUrl): Stack {
  const held = series.instances.filter((instance) => instance.held);
  const images = inReadingOrder(held.filter((instance) => instance.frames !== null));
  return {
    seriesInstanceUid: series.seriesInstanceUid,
    modality: series.modality,
    seriesNumber: series.seriesNumber,
    description: series.description,
    slices: images.flatMap((instance) => slicesOf(instance, objectUrl(instance.sha256))),
    documents: held.filter((instance) => instance.frames === null),
    awaited: series.instances.length - held.length,
  };
}

function slicesOf(instance: Instance, url: string): Slice[] {
  const frames = instance.frames ?? 1;
  if (frames === 1) return [{ imageId: `wadouri:${url}`, instance, frame: 0 }];
  const joint = url.includes('?') ? '&' : '?';
  return Array.from({ length: frames }, (_, frame) => ({
    imageId: `wadouri:${url}${joint}frame=${frame + 1}`,
    instance,
    frame,
  }));
}

/**
 * By place along the normal where every slice has its own, in the direction in which the device counted; else by
 * instance number (several echoes or phases share a place, and the device's order keeps them together).
 */
function inReadingOrder(instances: readonly Instance[]): readonly Instance[] {
  const byNumber = [...instances].sort(
    (a, b) =>
      (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) || a.sopInstanceUid.localeCompare(b.sopInstanceUid),
  );
  const places = new Set(instances.map((instance) => instance.position));
  if (places.has(null) || places.size < instances.length) return byNumber;
  const first = byNumber[0]?.position ?? 0;
  const last = byNumber.at(-1)?.position ?? 0;
  const direction = last < first ? -1 : 1;
  return [...instances].sort((a, b) => direction * ((a.position ?? 0) - (b.position ?? 0)));
}

/** The same pictures in the same order. */
export function sameSlices(a: Stack | null, b: Stack): boolean {
  return (
    a?.slices.length === b.slices.length &&
    a.slices.every((slice, index) => slice.imageId === b.slices[index]?.imageId)
  );
}
