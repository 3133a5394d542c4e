/** Calibration pulses inside a recording: a rectangle of the same height in every lead, as carts write it at the end. No beat. */
import type { WorkingLead, WorkingSignals } from './working-signals.ts';

export interface PulseSpan {
  /** Working samples, half open. */
  readonly from: number;
  readonly to: number;
}

const seconds = { edge: 0.006, least: 0.04, most: 0.5 };
const leastMv = 0.4;
/** The top is level, and as high in every lead, within this share of the height. */
const level = 0.06;

/** Pulses in time order; found in the first lead, believed only where nine leads of ten have them too. */
export function findCalibrationPulses({ leads, rate }: WorkingSignals): PulseSpan[] {
  const [first] = leads;
  if (first === undefined) return [];
  const edge = Math.max(1, Math.round(seconds.edge * rate));
  const found: PulseSpan[] = [];
  for (let at = edge; at < first.mv.length; at++) {
    const height = (first.mv[at] as number) - (first.mv[at - edge] as number);
    if (height < leastMv) continue;
    const end = endOfTop(first, at, height, rate);
    if (end === null) continue;
    const span = { from: at - edge, to: Math.min(first.mv.length, end + edge) };
    const same = leads.filter((lead) => isPulse(lead, at, end, height, edge)).length;
    if (same >= 0.9 * leads.length) found.push(span);
    at = end;
  }
  return found;
}

/** First sample behind a level top that begins at `at`; null when it is none. */
function endOfTop({ mv }: WorkingLead, at: number, height: number, rate: number): number | null {
  const top = mv[at] as number;
  let end = at;
  while (end < mv.length && Math.abs((mv[end] as number) - top) < level * height) end++;
  const lasts = (end - at) / rate;
  if (lasts < seconds.least || lasts > seconds.most) return null;
  const behind = mv[Math.min(mv.length - 1, end + Math.round(seconds.edge * rate))] as number;
  return Math.abs(top - behind - height) < 3 * level * height ? end : null;
}

function isPulse({ mv }: WorkingLead, at: number, end: number, height: number, edge: number): boolean {
  const top = mv[at] as number;
  const rise = top - (mv[at - edge] as number);
  if (Math.abs(rise - height) > 2 * level * height) return false;
  for (let i = at; i < end; i++) if (Math.abs((mv[i] as number) - top) > level * height) return false;
  return true;
}

/** The signals with each stretch bridged by a straight line. */
export function withoutPulses(signals: WorkingSignals, pulses: readonly PulseSpan[]): WorkingSignals {
  if (pulses.length === 0) return signals;
  const leads = signals.leads.map(({ name, mv }) => {
    const bridged = mv.slice();
    for (const { from, to } of pulses) {
      const start = bridged[from] as number;
      const end = bridged[Math.min(mv.length - 1, to)] as number;
      for (let i = from + 1; i < to; i++) bridged[i] = start + ((end - start) * (i - from)) / (to - from);
    }
    return { name, mv: bridged };
  });
  return { ...signals, leads };
}
