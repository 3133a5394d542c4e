/** Paints the whole recording in one bar: rate over time, where events lie, least and greatest of one lead, hours. */

import type { RecordingClock } from '#shared/ecg/long/recording-clock.ts';
import type { OverviewPart } from '#shared/formats/ecg/recording/overview.ts';
import { type Ink, paperFont } from '../paint/ink.ts';

export interface OverviewPicture {
  readonly durationSeconds: number;
  readonly overview: OverviewPart | null;
  readonly leadName: string;
  /** Beats a minute by minute; null before it is known. */
  readonly rateByMinute: Float32Array | null;
  /** Seconds of the chosen events. */
  readonly events: Float64Array;
  readonly clock: RecordingClock;
  readonly perMinute: string;
}

export const overviewHeightPx = 104;
const trend = { top: 4, height: 40 } as const;
const lane = { top: 46, height: 7 } as const;
const envelope = { top: 55, height: 34 } as const;
const labelY = 101;
const leastLabelPx = 76;
const hourSteps = [0.25, 0.5, 1, 2, 3, 4, 6, 12];
const leastRates = { low: 40, high: 120 } as const;

/** `width` in CSS pixels; the context is scaled to them. */
export function paintOverview(
  context: CanvasRenderingContext2D,
  width: number,
  picture: OverviewPicture,
  ink: Ink,
): void {
  context.fillStyle = ink.ground;
  context.fillRect(0, 0, width, overviewHeightPx);
  paintHours(context, width, picture, ink);
  paintEnvelope(context, width, picture, ink);
  if (picture.rateByMinute !== null) paintTrend(context, width, picture.rateByMinute, picture, ink);
  paintEvents(context, width, picture, ink);
}

function paintHours(
  context: CanvasRenderingContext2D,
  width: number,
  { durationSeconds, clock }: OverviewPicture,
  ink: Ink,
): void {
  const pxPerHour = (width * 3600) / durationSeconds;
  const step = (hourSteps.find((hours) => hours * pxPerHour >= leastLabelPx) ?? 24) * 3600;
  context.font = `400 11px ${paperFont}`;
  context.textAlign = 'left';
  const first = Math.ceil(clock.zeroSeconds / step) * step;
  for (let at = first; at < clock.zeroSeconds + durationSeconds; at += step) {
    const x = Math.round(((at - clock.zeroSeconds) / durationSeconds) * width);
    context.fillStyle = ink.minorLine;
    context.fillRect(x, 0, 1, overviewHeightPx);
    context.fillStyle = ink.faintLabel;
    context.fillText(clock.text(at - clock.zeroSeconds).slice(0, -3), x + 3, labelY);
  }
}

/** One column a pixel, from the least to the greatest value; the scale follows the usual column, not the worst artefact. */
function paintEnvelope(
  context: CanvasRenderingContext2D,
  width: number,
  { overview, leadName }: OverviewPicture,
  ink: Ink,
): void {
  const lead = overview?.leads.find(({ name }) => name === leadName);
  if (overview === null || lead === undefined) return;
  const { samplesPerBucket, sampleCount } = overview;
  const buckets = lead.min.length;
  const spans = Array.from(lead.max, (max, at) => max - (lead.min[at] as number)).filter((span) => span > 0);
  const usual = spans.sort((a, b) => a - b)[Math.floor(spans.length * 0.9)] ?? 1;
  const centres = Array.from(lead.max, (max, at) => (max + (lead.min[at] as number)) / 2).sort(
    (a, b) => a - b,
  );
  const centre = centres[centres.length >> 1] ?? 0;
  const middle = envelope.top + envelope.height / 2;
  const scale = envelope.height / (usual * 1.25);
  const y = (value: number): number =>
    Math.min(envelope.top + envelope.height, Math.max(envelope.top, middle - (value - centre) * scale));
  context.fillStyle = ink.pulse;
  context.globalAlpha = 0.6;
  for (let x = 0; x < width; x++) {
    const from = Math.floor(((x / width) * sampleCount) / samplesPerBucket);
    const to = Math.max(from + 1, Math.ceil((((x + 1) / width) * sampleCount) / samplesPerBucket));
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = from; at < Math.min(to, buckets); at++) {
      const [min, max] = [lead.min[at] as number, lead.max[at] as number];
      if (min > max) continue;
      least = Math.min(least, min);
      most = Math.max(most, max);
    }
    if (least > most) continue;
    context.fillRect(x, y(most), 1, Math.max(1, y(least) - y(most)));
  }
  context.globalAlpha = 1;
}

function paintTrend(
  context: CanvasRenderingContext2D,
  width: number,
  rates: Float32Array,
  { durationSeconds, perMinute }: OverviewPicture,
  ink: Ink,
): void {
  let [low, high] = [leastRates.low, leastRates.high] as [number, number];
  for (const rate of rates) {
    if (rate === 0) continue;
    low = Math.min(low, rate);
    high = Math.max(high, rate);
  }
  const y = (rate: number): number => trend.top + trend.height * (1 - (rate - low) / (high - low));
  context.font = `400 10px ${paperFont}`;
  context.textAlign = 'left';
  for (const rate of [50, 100, 150]) {
    if (rate > high) continue;
    context.fillStyle = ink.majorLine;
    context.fillRect(0, Math.round(y(rate)), width, 1);
    context.fillStyle = ink.faintLabel;
    context.fillText(rate === 100 ? `100 ${perMinute}` : String(rate), 2, y(rate) - 1);
  }
  context.strokeStyle = ink.trace;
  context.lineWidth = 1;
  context.beginPath();
  let broken = true;
  for (const [minute, rate] of rates.entries()) {
    const x = ((minute * 60 + 30) / durationSeconds) * width;
    if (rate === 0) broken = true;
    else if (broken) {
      context.moveTo(x, y(rate));
      broken = false;
    } else context.lineTo(x, y(rate));
  }
  context.stroke();
}

function paintEvents(
  context: CanvasRenderingContext2D,
  width: number,
  { events, durationSeconds }: OverviewPicture,
  ink: Ink,
): void {
  context.fillStyle = ink.caliper;
  let last = -2;
  for (const at of events) {
    const x = Math.round((at / durationSeconds) * width);
    if (x > last) context.fillRect(x, lane.top, 1.5, lane.height);
    last = x;
  }
}
