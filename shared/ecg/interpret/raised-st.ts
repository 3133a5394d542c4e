/** Leads whose ST is raised at the J point and still 60 ms behind it, in neighbouring leads. */
import type { Evidence, StLevels } from '../analysis.ts';
import { withNeighbour } from './contiguous-leads.ts';

/** `thresholdMv` says from where on a lead counts (null: it is not judged), and whether its value itself counts. */
export function raisedSt(
  levels: Readonly<Record<string, StLevels>>,
  thresholdMv: (lead: string) => { readonly mv: number; readonly inclusive: boolean } | null,
): Evidence[] {
  const raised = new Map<string, number>();
  for (const [lead, { j, j60 }] of Object.entries(levels)) {
    const threshold = thresholdMv(lead);
    if (threshold === null || j === null || j60 === null) continue;
    // A microvolt is beyond what is measured: 0.1 mV is reached by 0.0999.
    const least = threshold.mv + (threshold.inclusive ? -1e-3 : 1e-3);
    if (Math.min(j, j60) >= least) raised.set(lead, j60);
  }
  const agreed = withNeighbour(new Set(raised.keys()));
  return [...raised].flatMap(([lead, value]) =>
    agreed.has(lead) ? [{ name: 'stJ60', value, unit: 'mV', lead }] : [],
  );
}
