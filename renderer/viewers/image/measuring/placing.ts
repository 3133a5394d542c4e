/** A measurement while its points are placed: by clicks, by drags that give two points each, or by key. */
import { pointsNeeded } from '#shared/measure/evaluate-marking.ts';
import type { MarkingTool } from '#shared/measure/marking.ts';
import type { PixelPoint } from '#shared/measure/spacing.ts';

export interface Placing {
  readonly tool: MarkingTool;
  readonly points: readonly PixelPoint[];
}

/** With the next point; `isDone` when it was the last one. */
export function place(placing: Placing, point: PixelPoint): { placing: Placing; isDone: boolean } {
  const points = [...placing.points, point];
  const needed = pointsNeeded(placing.tool);
  return { placing: { ...placing, points }, isDone: needed !== null && points.length >= needed };
}

/** A freehand line is closed by key when its last point is put where the one before lies. */
export function closesFreehand({ tool, points }: Placing, point: PixelPoint): boolean {
  const last = points.at(-1);
  if (tool !== 'freehand' || points.length < 3 || last === undefined) return false;
  return Math.hypot(last[0] - point[0], last[1] - point[1]) < 0.5;
}
