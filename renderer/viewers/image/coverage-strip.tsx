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

export function CoverageStrip({ coverage, stack, words }: CoverageStripProps): JSX.Element {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const target = strip.current;
      if (target === null) return;
      const total = stack.slices.length;
      const runs = shownRuns(coverage, stack);
      const shown = runs.reduce((sum, [from, to]) => sum + to - from, 0);
      const percent = (at: number): string => `${((at / total) * 100).toFixed(2)}%`;
      const stops = runs.map(([from, to]) => {
        const [start, end] = [percent(from), percent(to)];
        return `transparent ${start}, #3d7ab8 ${start} ${end}, transparent ${end}`;
      });
      target.style.backgroundImage = stops.length === 0 ? '' : `linear-gradient(${stops.join(', ')})`;
      target.title = words.coverage(shown, total);
      target.dataset.shown = `${shown}/${total}`;
    };
    draw();
    return coverage.subscribe(draw);
  }, [coverage, stack, words]);
  return <div ref={strip} className="yz-coverage" />;
}
