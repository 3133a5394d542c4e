/** The paper's three canvases, out of the pool while it is shown and back in it afterwards. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { giveBackCanvas, type LayerName, takeCanvas } from './paint/canvas-pool.ts';

export type PaperCanvases = RefObject<Readonly<Record<LayerName, HTMLCanvasElement>> | null>;

/** Hangs grid, trace and overlay into the element, lowest first. Must be called before the effects that paint on them. */
export function usePooledCanvases(paper: RefObject<HTMLElement | null>): PaperCanvases {
  const canvases = useRef<Record<LayerName, HTMLCanvasElement> | null>(null);
  useLayoutEffect(() => {
    const element = paper.current;
    if (element === null) return;
    const taken = { grid: takeCanvas('grid'), trace: takeCanvas('trace'), overlay: takeCanvas('overlay') };
    element.append(taken.grid, taken.trace, taken.overlay);
    canvases.current = taken;
    return () => {
      canvases.current = null;
      for (const canvas of Object.values(taken)) giveBackCanvas(canvas);
    };
  }, [paper]);
  return canvases;
}
