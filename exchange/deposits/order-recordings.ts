/** The order of a study's objects as every workstation, the report and its PDF have them: the first recording of an ECG is what is read. */
import type { Instance, Series } from '#shared/study/study.ts';

export interface ReceivedObject {
  readonly series: Omit<Series, 'instances'>;
  readonly instance: Instance;
  /** Exchange time in ms; null for what a reader saved beside the study. */
  readonly receivedAt: number | null;
}

/**
 * Series and instances by their numbers. `openedAt` is for an ECG, exchange time in ms: whatever came after it stands behind, in the order
 * it came, since a recording with a lower number would otherwise take the place of the one that somebody is reading. Null for
 * images, and while nobody reads.
 */
export function orderRecordings(objects: readonly ReceivedObject[], openedAt: number | null): Series[] {
  const behind = ({ receivedAt }: ReceivedObject): number =>
    openedAt !== null && receivedAt !== null && receivedAt > openedAt ? receivedAt : 0;
  const ordered = [...objects].sort(
    (one, other) =>
      behind(one) - behind(other) ||
      between(one.series.seriesNumber, other.series.seriesNumber) ||
      between(one.instance.instanceNumber, other.instance.instanceNumber),
  );
  const series = new Map<string, Series>();
  for (const { series: facts, instance } of ordered) {
    const known = series.get(facts.seriesInstanceUid) ?? { ...facts, instances: [] };
    known.instances.push(instance);
    series.set(facts.seriesInstanceUid, known);
  }
  return [...series.values()];
}

/** Unknown ones last; 0 between two of them. */
function between(one: number | null, other: number | null): number {
  return (one ?? Number.MAX_SAFE_INTEGER) - (other ?? Number.MAX_SAFE_INTEGER);
}
