/** Leads that look at neighbouring parts of the heart: raised ST counts only where two of them agree. */

/** Cabrera's order of the limb leads and the order on the chest (AHA/ACCF/HRS 2009, part VI). −aVR is aVR upside down. */
const orders = [
  ['aVL', 'I', '-aVR', 'II', 'aVF', 'III'],
  ['V5R', 'V4R', 'V3R', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9'],
] as const;

/** Of `leads` those that have a neighbour among them. */
export function withNeighbour(leads: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const order of orders) {
    order.forEach((lead, at) => {
      const next = order[at + 1];
      if (next === undefined || !leads.has(lead) || !leads.has(next)) return;
      found.add(lead);
      found.add(next);
    });
  }
  return found;
}
