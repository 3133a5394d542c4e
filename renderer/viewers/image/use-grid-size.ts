/** Tells Cornerstone when panes changed their size, and only then: each telling draws every pane anew. */
import { type RefObject, useEffect, useRef } from 'react';
import { pageOf } from '../../ui/page-of.ts';
import type { ViewerSession } from './viewer-session.ts';

/** A canvas that has not followed its pane after so many frames will not by being asked again. */
const mostFrames = 60;

/** `shape` is a text that changes whenever panes are laid out otherwise. */
export function useGridSize(
  session: ViewerSession | null,
  grid: RefObject<HTMLElement | null>,
  shape: string,
): void {
  const known = useRef('');

  useEffect(() => {
    const target = grid.current;
    if (!session || !target) return;
    let handle = 0;
    const look = (): void => {
      const size = `${target.clientWidth} ${target.clientHeight} ${shape}`;
      if (known.current === size) return;
      const isFirst = known.current === '';
      known.current = size;
      if (isFirst) return;
      cancelAnimationFrame(handle);
      handle = requestAnimationFrame(() => follow(mostFrames));
    };
    // Cornerstone leaves the canvas as it is where it is about to draw: a picture would stand squeezed in its pane.
    const follow = (frames: number): void => {
      if (!session.resize() && frames > 0) handle = requestAnimationFrame(() => follow(frames - 1));
    };
    look();
    const observer = new (pageOf(target).ResizeObserver)(look);
    observer.observe(target);
    return () => {
      cancelAnimationFrame(handle);
      observer.disconnect();
    };
  }, [session, grid, shape]);
}
