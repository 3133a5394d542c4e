/**
 * Journey step 2: the limb leads a recording leaves out because they follow from I and II (Einthoven, Goldberger). They are
 * exact: halves are kept by halving the scale, never by rounding.
 */
import type { Waveform, WaveformGroup, WaveformLead } from '../../study/waveform.ts';

/** Lead = (i·I + ii·II) / divisor. */
const rules = [
  { name: 'III', i: -1, ii: 1, divisor: 1 },
  { name: 'aVR', i: -1, ii: -1, divisor: 2 },
  { name: 'aVL', i: 2, ii: -1, divisor: 2 },
  { name: 'aVF', i: -1, ii: 2, divisor: 2 },
] as const;

/**
 * An hour at 1000 Hz. Of a Holter recording four more leads would double what is held in memory, and nobody reads it in
 * twelve leads.
 */
const longestDerived = 3_600_000;

/** The same waveform with derived leads added to every group that has I and II in one scale and none of the four. */
export function withDerivedLeads(waveform: Waveform): Waveform {
  return { ...waveform, groups: waveform.groups.map(deriveIn) };
}

function deriveIn(group: WaveformGroup): WaveformGroup {
  const named = (name: string) => group.leads.find((lead) => lead.name === name);
  if (group.sampleCount > longestDerived) return group;
  const one = named('I');
  const two = named('II');
  if (one === undefined || two === undefined || rules.some(({ name }) => named(name) !== undefined))
    return group;
  if (one.microvoltsPerLsb !== two.microvoltsPerLsb || one.samples.length !== two.samples.length)
    return group;
  const derived = rules.map((rule): WaveformLead => {
    const samples = new Int32Array(one.samples.length);
    for (let at = 0; at < samples.length; at++) {
      samples[at] = rule.i * (one.samples[at] ?? 0) + rule.ii * (two.samples[at] ?? 0);
    }
    const baseline = (rule.i * one.baselineMicrovolts + rule.ii * two.baselineMicrovolts) / rule.divisor;
    return {
      ...one,
      name: rule.name,
      samples,
      microvoltsPerLsb: one.microvoltsPerLsb / rule.divisor,
      // -0 would be printed as such.
      baselineMicrovolts: baseline === 0 ? 0 : baseline,
      missing: [...one.missing, ...two.missing].sort((first, second) => first[0] - second[0]),
      derived: true,
    };
  });
  return { ...group, leads: [...group.leads, ...derived] };
}
