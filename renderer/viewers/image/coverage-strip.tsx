/** The thin strip at the edge of a pane: filled where slices of its stack were shown, and beside that where in the window they need. */
import { type JSX, useEffect, useState } from 'react';
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

type Runs = readonly (readonly [number, number])[];

/**
 * One unit a slice, stretched by the browser. A drawing, which the browser paints when it changes: a canvas of a few pixels was
 * put together with every picture anew and made scrolling half as fast, a gradient of as many stops costs as much.
 */
export function CoverageStrip({ coverage, stack, need, words }: CoverageStripProps): JSX.Element {
  const [, drawAgain] = useState(0);
  useEffect(() => coverage.subscribe(() => drawAgain((times) => times + 1)), [coverage]);
  const total = stack.slices.length;
  const shown = shownRuns(coverage.has, stack);
  const well = need === undefined ? [] : shownRuns(coverage.hasWell, stack);
  const told = words.coverage(lengthOf(shown), total);
  const toldWell = need === undefined ? '' : words.coverageWell[need.name](lengthOf(well), total);
  return (
    <div
      className="yz-coverage"
      title={told + toldWell}
      data-shown={`${lengthOf(shown)}/${total}`}
      data-well={need === undefined ? undefined : `${lengthOf(well)}/${total}`}
    >
      <svg
        viewBox={`0 0 ${need === undefined ? 1 : 2} ${Math.max(1, total)}`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
        aria-hidden
      >
        <path d={barsOf(shown, 0)} className="yz-coverage-shown" />
        <path d={barsOf(well, 1)} className="yz-coverage-well" />
      </svg>
    </div>
  );
}

function lengthOf(runs: Runs): number {
  return runs.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** A bar of one unit's width for each run. */
function barsOf(runs: Runs, column: number): string {
  return runs.map(([from, to]) => `M${column} ${from}h1V${to}h-1z`).join('');
}
