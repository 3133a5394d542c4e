/** The leads as millivolts at the rate the analysis works at: padding bridged, very high rates averaged down, nothing else filtered. */
import type { WaveformGroup, WaveformLead } from '../../study/waveform.ts';
import { signalRanges } from '../lead-presence.ts';

export interface WorkingLead {
  readonly name: string;
  readonly mv: Float32Array;
}

export interface WorkingSignals {
  /** Samples a second of `mv`. */
  readonly rate: number;
  /** File samples to one of ours. */
  readonly factor: number;
  readonly count: number;
  readonly leads: readonly WorkingLead[];
}

/** Above this rate samples are averaged: it resolves every wave to 2 ms (IEC 60601-2-25 asks for 500 Hz). */
const highestRate = 600;

/** Reads these leads of a group. */
export function workingSignals(group: WaveformGroup, leads: readonly WaveformLead[]): WorkingSignals {
  const factor = Math.max(1, Math.ceil(group.samplingHz / highestRate));
  const count = Math.floor(group.sampleCount / factor);
  return {
    rate: group.samplingHz / factor,
    factor,
    count,
    leads: leads.map((lead) => ({ name: lead.name, mv: millivolts(lead, factor, count) })),
  };
}

/** The file's own sample that a working sample (may be fractional) stands at, kept inside the recording. */
export function fileSample(signals: WorkingSignals, at: number, sampleCount: number): number {
  const centre = at * signals.factor + (signals.factor - 1) / 2;
  return Math.min(sampleCount - 1, Math.max(0, Math.round(centre)));
}

function millivolts(lead: WaveformLead, factor: number, count: number): Float32Array {
  const mv = new Float32Array(count);
  const { samples } = lead;
  const scale = lead.microvoltsPerLsb / 1000;
  const offset = lead.baselineMicrovolts / 1000;
  const ranges = signalRanges(lead, 0, Math.min(samples.length, count * factor));
  let bridgedTo = 0;
  for (const [from, to] of ranges) {
    const first = Math.ceil(from / factor);
    const end = Math.floor(to / factor);
    if (factor === 1) for (let i = first; i < end; i++) mv[i] = (samples[i] as number) * scale + offset;
    else
      for (let i = first; i < end; i++) {
        let sum = 0;
        for (let k = i * factor; k < (i + 1) * factor; k++) sum += samples[k] as number;
        mv[i] = (sum / factor) * scale + offset;
      }
    if (end > first) {
      bridge(mv, bridgedTo, first);
      bridgedTo = end;
    }
  }
  bridge(mv, bridgedTo, count);
  return mv;
}

/** A straight line over [from, to) between what lies beside it; level where one side is missing. */
function bridge(mv: Float32Array, from: number, to: number): void {
  if (to <= from) return;
  const before = from > 0 ? (mv[from - 1] as number) : to < mv.length ? (mv[to] as number) : 0;
  const after = to < mv.length ? (mv[to] as number) : before;
  for (let i = from; i < to; i++) mv[i] = before + ((after - before) * (i - from + 1)) / (to - from + 1);
}
