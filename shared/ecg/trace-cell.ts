/** The polylines of one lead's stretch on paper, in mm: every sample, or the extremes per column where samples are denser than ink. */
import type { WaveformLead } from '../study/waveform.ts';
import { displayShiftMillivolts } from './lead-amplitude.ts';
import { signalRanges } from './lead-presence.ts';
import type { PlacedCell } from './tracing-geometry.ts';

export interface TraceScale {
  readonly samplingHz: number;
  /** mm per second and mm per millivolt. */
  readonly speed: number;
  readonly gain: number;
  /** Columns of ink per mm; when more than three samples fall into one column only its extremes are kept. Omit: every sample. */
  readonly columnsPerMm?: number;
}

/** First sample at or after a moment; the tolerance keeps 2.5 s × 500 Hz from landing on 1251. */
export function sampleAtOrAfter(seconds: number, samplingHz: number): number {
  return Math.ceil(seconds * samplingHz - 1e-6);
}

/** The cell's samples [from, to), cut to the recording. */
export function samplesOfCell(cell: PlacedCell, samplingHz: number, sampleCount: number): [number, number] {
  const from = Math.max(0, sampleAtOrAfter(cell.fromSeconds, samplingHz));
  const to = Math.min(sampleCount, sampleAtOrAfter(cell.toSeconds, samplingHz));
  return [from, Math.max(from, to)];
}

/** One polyline (x, y pairs in mm) for each unbroken stretch of signal; padding leaves a gap. */
export function traceCell(lead: WaveformLead, cell: PlacedCell, scale: TraceScale): Float64Array[] {
  const [from, to] = samplesOfCell(cell, scale.samplingHz, lead.samples.length);
  const mmPerSample = scale.speed / scale.samplingHz;
  const perColumn = scale.columnsPerMm === undefined ? 0 : 1 / (mmPerSample * scale.columnsPerMm);
  return signalRanges(lead, from, to).map(([start, end]) =>
    perColumn > 3
      ? extremesPolyline(lead, cell, scale, start, end, perColumn)
      : everySamplePolyline(lead, cell, scale, start, end),
  );
}

/** y in mm = offset − lsb × factor: scaling, baseline, shift and gain folded into two numbers. */
function vertical(lead: WaveformLead, cell: PlacedCell, gain: number): { offset: number; factor: number } {
  const shift = displayShiftMillivolts(lead);
  const upward = cell.inverted ? -gain : gain;
  return {
    offset: cell.baselineMm - (lead.baselineMicrovolts / 1000 - shift) * upward,
    factor: (lead.microvoltsPerLsb / 1000) * upward,
  };
}

function everySamplePolyline(
  lead: WaveformLead,
  cell: PlacedCell,
  scale: TraceScale,
  start: number,
  end: number,
): Float64Array {
  const { offset, factor } = vertical(lead, cell, scale.gain);
  const mmPerSample = scale.speed / scale.samplingHz;
  const left = cell.leftMm - cell.fromSeconds * scale.speed;
  const points = new Float64Array((end - start) * 2);
  for (let i = start, at = 0; i < end; i++) {
    points[at++] = left + i * mmPerSample;
    points[at++] = offset - (lead.samples[i] as number) * factor;
  }
  return points;
}

function extremesPolyline(
  lead: WaveformLead,
  cell: PlacedCell,
  scale: TraceScale,
  start: number,
  end: number,
  perColumn: number,
): Float64Array {
  const { offset, factor } = vertical(lead, cell, scale.gain);
  const mmPerSample = scale.speed / scale.samplingHz;
  const left = cell.leftMm - cell.fromSeconds * scale.speed;
  // The tight loop of the first paint: every index below is inside the array, so no default is paid for per sample.
  const samples = lead.samples;
  const points = new Float64Array((Math.ceil((end - start) / perColumn) + 2) * 4);
  let at = 0;
  for (let column = 1, from = start; from < end; column++) {
    const to = Math.min(end, Math.max(from + 1, Math.floor(start + column * perColumn)));
    let first = from;
    let second = from;
    let low = samples[from] as number;
    let high = low;
    for (let i = from + 1; i < to; i++) {
      const value = samples[i] as number;
      if (value < low) {
        low = value;
        first = i;
      } else if (value > high) {
        high = value;
        second = i;
      }
    }
    const rising = first <= second;
    points[at++] = left + (rising ? first : second) * mmPerSample;
    points[at++] = offset - (rising ? low : high) * factor;
    if (low !== high) {
      points[at++] = left + (rising ? second : first) * mmPerSample;
      points[at++] = offset - (rising ? high : low) * factor;
    }
    from = to;
  }
  return points.subarray(0, at);
}
