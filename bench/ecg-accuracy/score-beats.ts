/** Beats found against beats marked: matched within 150 ms, as ANSI/AAMI EC57 has it, nothing skipped at the start. */

export interface BeatScore {
  readonly marked: number;
  readonly found: number;
  readonly missed: number;
  readonly wrong: number;
}

const windowSeconds = 0.15;

/** Both in samples, rising; `[from, to]` is the stretch that was marked. */
export function scoreBeats(
  found: readonly number[],
  marked: readonly number[],
  samplingHz: number,
  [from, to]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): BeatScore {
  const reach = windowSeconds * samplingHz;
  const inside = found.filter((at) => at >= from - reach && at <= to + reach);
  const pairs = pairBeats(inside, marked, reach);
  return {
    marked: marked.length,
    found: pairs.length,
    missed: marked.length - pairs.length,
    wrong: inside.length - pairs.length,
  };
}

/** Indices of beats that belong together, each used once: [found, marked]. */
export function pairBeats(
  found: readonly number[],
  marked: readonly number[],
  reach: number,
): Array<readonly [found: number, marked: number]> {
  const pairs: Array<readonly [number, number]> = [];
  for (let f = 0, m = 0; f < found.length && m < marked.length; ) {
    const distance = (found[f] as number) - (marked[m] as number);
    if (Math.abs(distance) <= reach) {
      const nextFound = found[f + 1];
      const closer =
        nextFound !== undefined && Math.abs(nextFound - (marked[m] as number)) < Math.abs(distance);
      if (closer) f++;
      else pairs.push([f++, m++]);
    } else if (distance < 0) f++;
    else m++;
  }
  return pairs;
}
