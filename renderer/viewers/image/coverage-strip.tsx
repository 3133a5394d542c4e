/** The thin strip at the edge of a pane: filled where slices of its stack were shown. */
import { type JSX, useEffect, useRef } from 'react';
import { type Coverage, shownRuns } from './coverage.ts';
import type { Stack } from './stack.ts';
import type { Words } from './words.ts';

export interface CoverageStripProps {
  readonly coverage: Coverage;
  readonly stack: Stack;
  readonly words: Words;
}

/** One pixel a slice, stretched by the browser: a gradient of as many stops costs the graphics process more. */
export function CoverageStrip({ coverage, stack, words }: CoverageStripProps): JSX.Element {
  const strip = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const target = strip.current;
      // Kept by the processor: a pixel's width is not worth a texture.
      const context = target?.getContext('2d', { willReadFrequently: true });
      if (target === null || !context) return;
      const total = stack.slices.length;
      const runs = shownRuns(coverage, stack);
      const shown = runs.reduce((sum, [from, to]) => sum + to - from, 0);
      // Setting the height empties it.
      target.height = Math.max(1, total);
      context.fillStyle = '#3d7ab8';
      for (const [from, to] of runs) context.fillRect(0, from, 1, to - from);
      target.title = words.coverage(shown, total);
      target.dataset.shown = `${shown}/${total}`;
    };
    draw();
    return coverage.subscribe(draw);
  }, [coverage, stack, words]);
  return <canvas ref={strip} className="yz-coverage" width={1} />;
}
