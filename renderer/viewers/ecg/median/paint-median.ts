/** Paints the median beat: squares of 40 ms and 0.1 mV, the leads, the points with their uncertainty, the tangent of the T end. */
import type { FiducialName, MedianBeat } from '#shared/ecg/analysis.ts';
import { fiducialNames } from '#shared/ecg/analysis.ts';
import type { MedianFiducials } from '#shared/ecg/measure/measure-median-beat.ts';
import type { Tangent } from '#shared/measure/t-end-tangent.ts';
import { type Ink, paperFont } from '../paint/ink.ts';
import type { PanelWords } from '../panel-words.ts';
import type { MedianView } from './median-view.ts';

export interface MedianPicture {
  readonly median: MedianBeat;
  readonly view: MedianView;
  readonly ink: Ink;
  readonly words: PanelWords;
  /** Leads drawn; the first one strongest when there are several. */
  readonly leadNames: readonly string[];
  readonly points: MedianFiducials;
  readonly selected: FiducialName | null;
  readonly tangent: Tangent | null;
}

export function paintMedian(context: CanvasRenderingContext2D, picture: MedianPicture): void {
  const { view, ink, median, leadNames } = picture;
  context.fillStyle = ink.ground;
  context.fillRect(0, 0, view.widthPx, view.heightPx);
  paintSquares(context, picture);
  paintPoints(context, picture);
  context.lineJoin = 'round';
  for (const name of [...leadNames].reverse()) {
    const values = median.leads[name];
    if (values === undefined) continue;
    const strongest = name === leadNames[0];
    context.strokeStyle = strongest ? ink.trace : ink.faintLabel;
    context.lineWidth = strongest ? 1.6 : 0.9;
    context.beginPath();
    values.forEach((value, i) => {
      context.lineTo(i * view.pxPerSample, view.zeroPx - value * view.pxPerMillivolt);
    });
    context.stroke();
  }
  paintTangent(context, picture);
}

function paintSquares(context: CanvasRenderingContext2D, { view, ink, median }: MedianPicture): void {
  const perSquare = 0.04 * median.samplingHz * view.pxPerSample;
  for (let i = 0, x = 0; x < view.widthPx; i++, x = i * perSquare) {
    context.fillStyle = i % 5 === 0 ? ink.majorLine : ink.minorLine;
    context.fillRect(Math.round(x), 0, 1, view.heightPx);
  }
  const perTenth = view.pxPerMillivolt / 10;
  const first = -Math.floor(view.zeroPx / perTenth);
  for (let i = first; view.zeroPx + i * perTenth < view.heightPx; i++) {
    context.fillStyle = i % 5 === 0 ? ink.majorLine : ink.minorLine;
    context.fillRect(0, Math.round(view.zeroPx + i * perTenth), view.widthPx, 1);
  }
}

function paintPoints(context: CanvasRenderingContext2D, picture: MedianPicture): void {
  const { view, ink, median, points, selected, words } = picture;
  context.font = `400 11px ${paperFont}`;
  context.textAlign = 'center';
  let row = 0;
  for (const name of fiducialNames) {
    const sample = points[name];
    if (sample === null) continue;
    const x = sample * view.pxPerSample;
    const uncertaintyMs = median.fiducials[name]?.uncertaintyMs ?? 0;
    const halfWidth = ((uncertaintyMs * median.samplingHz) / 1000) * view.pxPerSample;
    context.fillStyle = ink.caliperFaint;
    context.fillRect(x - halfWidth, 16, 2 * halfWidth, view.heightPx - 32);
    context.strokeStyle = ink.caliper;
    context.lineWidth = name === selected ? 2.5 : 1;
    context.setLineDash(name.endsWith('Peak') ? [3, 3] : []);
    context.beginPath();
    context.moveTo(x, 14);
    context.lineTo(x, view.heightPx - 14);
    context.stroke();
    // Names take turns above and below, or P off and QRS on would lie on each other.
    context.fillStyle = name === selected ? ink.caliper : ink.label;
    const edge = context.measureText(words.points[name]).width / 2 + 2;
    const centre = Math.min(Math.max(edge, x), view.widthPx - edge);
    context.fillText(words.points[name], centre, row++ % 2 === 0 ? 11 : view.heightPx - 3);
  }
  context.setLineDash([]);
}

function paintTangent(context: CanvasRenderingContext2D, { tangent, view, ink }: MedianPicture): void {
  if (tangent === null) return;
  const yOf = (millivolts: number): number => view.zeroPx - millivolts * view.pxPerMillivolt;
  const run = tangent.endSample - tangent.atSample;
  const before = tangent.atSample - 0.6 * run;
  context.strokeStyle = ink.caliper;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(
    before * view.pxPerSample,
    yOf(tangent.atMillivolts - 0.6 * run * tangent.millivoltsPerSample),
  );
  context.lineTo(tangent.endSample * view.pxPerSample, view.zeroPx);
  context.stroke();
  context.fillStyle = ink.caliper;
  context.beginPath();
  context.arc(tangent.endSample * view.pxPerSample, view.zeroPx, 4, 0, Math.PI * 2);
  context.fill();
}
