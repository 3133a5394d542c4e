/** How much of a machine's memory one volume may take, and which slices fit into it. */

/** Of a machine's memory that one volume may take, and the most that any may: the rest of the case needs room too. */
const share = 0.2;
const mostBytes = 1_200_000_000;
const fewestSlices = 16;

/** Bytes that a volume may take on a machine with so much memory, in GiB; what a browser does not tell counts as 4. */
export function volumeBudget(memoryGb: number | undefined): number {
  return Math.min(mostBytes, (memoryGb ?? 4) * share * 2 ** 30);
}

/** Every so-many-th slice that fits the budget; null when too few would be left. */
export function thinning(sliceBytes: number, slices: number, budget: number): number | null {
  const every = Math.max(1, Math.ceil((sliceBytes * slices) / budget));
  return every === 1 || slices / every >= fewestSlices ? every : null;
}
