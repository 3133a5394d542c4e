/** Paints the median beats of two ECGs over each other, a small field a lead, QRS onset on QRS onset, to one scale. */
import type { MedianBeat } from '#shared/ecg/analysis.ts';
import { type Ink, paperFont } from '../paint/ink.ts';

export interface SerialField {
  readonly lead: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const columns = 4;
const beforeSeconds = 0.25;
const afterSeconds = 0.55;
/** A field shows at least this much above and below its zero line, mV; more where a wave is higher. */
const usualMillivolts = { above: 1.6, below: 1.2 };
/** Room for the lead's name over the highest wave, px. */
const namePx = 16;

/** Fields for the leads that both have, in columns as on paper. */
export function serialFields(leads: readonly string[], widthPx: number, heightPx: number): SerialField[] {
  const rows = Math.max(1, Math.ceil(leads.length / columns));
  const [width, height] = [widthPx / columns, heightPx / rows];
  return leads.map((lead, index) => ({
    lead,
    left: Math.floor(index / rows) * width,
    top: (index % rows) * height,
    width,
    height,
  }));
}

/** Sample of the median beat at so many seconds after its QRS onset: the one thing the overlay stands on. */
export function sampleAfterOnset(median: MedianBeat, seconds: number): number {
  return (median.fiducials.qrsOn?.sample ?? 0) + seconds * median.samplingHz;
}

export interface SerialScale {
  readonly pxPerMillivolt: number;
  /** Zero line below the top of a field. */
  readonly zeroPx: number;
}

/** One scale for every field, so that leads can be compared, at which no wave of either ECG is cut. */
export function serialScale(
  leads: readonly string[],
  medians: readonly MedianBeat[],
  heightPx: number,
): SerialScale {
  let { above, below } = usualMillivolts;
  for (const median of medians) {
    const first = Math.max(0, Math.floor(sampleAfterOnset(median, -beforeSeconds)));
    const last = Math.ceil(sampleAfterOnset(median, afterSeconds));
    for (const lead of leads) {
      for (const value of median.leads[lead]?.subarray(first, last + 1) ?? []) {
        if (value > above) above = value;
        if (-value > below) below = -value;
      }
    }
  }
  const pxPerMillivolt = (heightPx - namePx - 3) / (above + below);
  return { pxPerMillivolt, zeroPx: namePx + above * pxPerMillivolt };
}

export function paintSerial(
  context: CanvasRenderingContext2D,
  fields: readonly SerialField[],
  before: MedianBeat,
  now: MedianBeat,
  ink: Ink,
): void {
  const { pxPerMillivolt, zeroPx } = serialScale(
    fields.map(({ lead }) => lead),
    [before, now],
    fields[0]?.height ?? 0,
  );
  for (const field of fields) {
    const pxPerSecond = field.width / (beforeSeconds + afterSeconds);
    const zero = field.top + zeroPx;
    context.save();
    context.beginPath();
    context.rect(field.left, field.top, field.width, field.height);
    context.clip();
    context.fillStyle = ink.ground;
    context.fillRect(field.left, field.top, field.width, field.height);
    context.fillStyle = ink.majorLine;
    context.fillRect(field.left, Math.round(zero), field.width, 1);
    context.fillRect(Math.round(field.left + beforeSeconds * pxPerSecond), field.top, 1, field.height);
    context.fillRect(field.left, field.top, 1, field.height);
    context.fillRect(field.left, field.top, field.width, 1);
    const stroke = (median: MedianBeat, colour: string, width: number): void => {
      const values = median.leads[field.lead] ?? new Float32Array();
      const first = Math.max(0, Math.floor(sampleAfterOnset(median, -beforeSeconds)));
      const last = Math.min(values.length - 1, Math.ceil(sampleAfterOnset(median, afterSeconds)));
      const onset = sampleAfterOnset(median, 0);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      for (let i = first; i <= last; i++) {
        const seconds = (i - onset) / median.samplingHz;
        context.lineTo(
          field.left + (seconds + beforeSeconds) * pxPerSecond,
          zero - (values[i] as number) * pxPerMillivolt,
        );
      }
      context.stroke();
    };
    stroke(now, ink.trace, 1.8);
    stroke(before, ink.caliper, 1.2);
    context.fillStyle = ink.label;
    context.font = `700 12px ${paperFont}`;
    context.fillText(field.lead, field.left + 5, field.top + 14);
    context.restore();
  }
}
