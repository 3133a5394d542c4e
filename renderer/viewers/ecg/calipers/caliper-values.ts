/** What the calipers on a tracing measure, under the keys that numbers in a report are bound to (journey step 8). */
import { type Caliper, readCaliper } from '#shared/measure/ecg-calipers.ts';
import { decimalsOf, rounded } from '#shared/report/numbers/measured-values.ts';
import type { CaliperMeasurement } from '#shared/report/numbers/measurement-keys.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';

/** ms under `caliper:N:t`, mV under `caliper:N:v`, N the caliper's number; what has no interval or no signal has no key. */
export function caliperValues(group: WaveformGroup, calipers: readonly Caliper[]): Record<string, number> {
  const values: Record<string, number> = {};
  for (const caliper of calipers) {
    const { deltaMilliseconds, deltaMillivolts } = readCaliper(group, caliper);
    const take = (part: 't' | 'v', value: number | null): void => {
      const key: CaliperMeasurement = `caliper:${caliper.id}:${part}`;
      if (value !== null) values[key] = rounded(value, decimalsOf(key));
    };
    take('t', deltaMilliseconds);
    take('v', deltaMillivolts);
  }
  return values;
}
