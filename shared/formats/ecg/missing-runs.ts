/** Journey step 2: stretches of a lead where the file says by a special value that nothing was recorded. */
import type { SampleArray } from '../../study/waveform.ts';

export type MissingRuns = ReadonlyArray<readonly [from: number, to: number]>;

/** More stretches than these are noise that happens to hit the value: they are joined to one. */
const mostRuns = 100_000;

/** Every run of `value`, as [from, to). */
export function runsOf(samples: SampleArray, value: number): MissingRuns {
  const runs: Array<readonly [number, number]> = [];
  for (let at = samples.indexOf(value); at >= 0; at = samples.indexOf(value, at)) {
    const from = at;
    while (at < samples.length && samples[at] === value) at++;
    if (runs.length === mostRuns) return [[runs[0]?.[0] ?? 0, samples.length]];
    runs.push([from, at]);
  }
  return runs;
}

/** The run of `value` at the very end, if it is at least `least` samples long: padding of the last record. */
export function tailOf(samples: SampleArray, value: number, least: number): MissingRuns {
  let from = samples.length;
  while (from > 0 && samples[from - 1] === value) from--;
  return samples.length - from >= least ? [[from, samples.length]] : [];
}
