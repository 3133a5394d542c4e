/** The thin strip at the edge of a pane: filled where slices of its stack were shown, and beside that where in the window they need. */
import { type JSX, useEffect, useRef } from 'react';
import { type Coverage, shownRuns } from './coverage.ts';
import type { NeededWindow } from './needed-windows.ts';
import type { Stack } from './stack.ts';
import type { Words } from './words.ts';

export interface CoverageStripProps {
  readonly coverage: Coverage;
  readonly stack: Stack;
  readonly need: NeededWindow | undefined;
  readonly words: Words;
}

/** One pixel a slice, stretched by the browser: a gradient of as many stops costs the graphics process more. */
export function CoverageStrip({ coverage, stack, need, words }: CoverageStripProps): JSX.Element {
  const strip = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const target = strip.current;
      // Kept by the processor: a pixel's width is not worth a texture.
      const context = target?.getContext('2d', { willReadFrequently: true });
      if (target === null || !context) return;
      const total = stack.slices.length;
      const fill = (has: (imageId: string) => boolean, column: number, colour: string): number => {
        const runs = shownRuns(has, stack);
        context.fillStyle = colour;
        for (const [from, to] of runs) context.fillRect(column, from, 1, to - from);
        return runs.reduce((sum, [from, to]) => sum + to - from, 0);
      };
      // Setting the height empties it.
      target.height = Math.max(1, total);
      const shown = fill(coverage.has, 0, '#3d7ab8');
      target.dataset.shown = `${shown}/${total}`;
      target.title = words.coverage(shown, total);
      if (need === undefined) return;
      const well = fill(coverage.hasWell, 1, '#4fae8b');
      target.dataset.well = `${well}/${total}`;
      target.title += words.coverageWell[need.name](well, total);
    };
    draw();
    return coverage.subscribe(draw);
  }, [coverage, stack, need, words]);
  return <canvas ref={strip} className="yz-coverage" width={need === undefined ? 1 : 2} />;
}
