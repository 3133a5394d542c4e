/** Moves the points of the median beat: by pointer to the fraction of a sample under it, by key a sample at a time. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type FiducialName, fiducialNames, type MedianBeat } from '#shared/ecg/analysis.ts';
import type { MedianFiducials } from '#shared/ecg/measure/measure-median-beat.ts';
import type { MedianView } from './median-view.ts';

const reachPx = 9;

export interface PointDrag {
  readonly median: MedianBeat;
  readonly points: MedianFiducials;
  readonly view: MedianView | null;
  readonly selected: FiducialName | null;
  readonly onSelect: (name: FiducialName | null) => void;
  readonly onMove: (name: FiducialName, sample: number) => void;
}

export function usePointDrag(drag: PointDrag) {
  const held = useRef<FiducialName | null>(null);
  const { median, points, view, selected } = drag;
  const within = (sample: number): number => Math.min(Math.max(0, sample), median.sampleCount - 1);
  const xOf = (event: PointerEvent<HTMLElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;

  const nearest = (x: number): FiducialName | null => {
    let best: FiducialName | null = null;
    let closest = reachPx;
    for (const name of fiducialNames) {
      const sample = points[name];
      if (sample === null || view === null) continue;
      const distance = Math.abs(sample * view.pxPerSample - x);
      if (distance <= closest) [closest, best] = [distance, name];
    }
    return best;
  };

  const step = (by: number): void => {
    const sample = selected === null ? null : points[selected];
    if (selected !== null && sample !== null) drag.onMove(selected, within(sample + by));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const far = event.shiftKey ? 10 : 1;
    switch (event.key) {
      case 'ArrowLeft':
        step(-far);
        break;
      case 'ArrowRight':
        step(far);
        break;
      case 'k':
      case 'K':
        drag.onSelect(nextPoint(points, selected, event.shiftKey ? -1 : 1));
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    onKeyDown,
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      held.current = nearest(xOf(event));
      if (held.current !== null) event.currentTarget.setPointerCapture(event.pointerId);
      drag.onSelect(held.current);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (held.current === null || view === null) return;
      drag.onMove(held.current, within(xOf(event) / view.pxPerSample));
    },
    onPointerUp: (): void => {
      held.current = null;
    },
    onPointerCancel: (): void => {
      held.current = null;
    },
  };
}

/** The next point that is there, round and round. */
export function nextPoint(
  points: MedianFiducials,
  from: FiducialName | null,
  by: 1 | -1,
): FiducialName | null {
  const there = fiducialNames.filter((name) => points[name] !== null);
  if (there.length === 0) return null;
  const index = from === null ? (by > 0 ? -1 : 0) : there.indexOf(from);
  return there[(index + by + there.length) % there.length] ?? null;
}
