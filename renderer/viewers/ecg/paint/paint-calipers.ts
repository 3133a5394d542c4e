/** The overlay: calipers with their numbers. The only layer a drag repaints. */
import type { CaliperLeg } from '#shared/measure/ecg-caliper-set.ts';
import type { Caliper } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { type CaliperShape, caliperShape, levelHalfWidthMm, marchShapes } from '../calipers/caliper-shape.ts';
import { caliperText } from '../calipers/caliper-text.ts';
import type { PaperView } from '../layout/paper-view.ts';
import type { EcgWords } from '../words.ts';
import type { CanvasLayer } from './canvas-layer.ts';
import { type Ink, paperFont } from './ink.ts';

export interface CaliperPage {
  readonly group: WaveformGroup;
  readonly view: PaperView;
  readonly words: EcgWords;
  readonly ink: Ink;
  readonly calipers: readonly Caliper[];
  readonly selectedId: number | null;
  readonly leg: CaliperLeg;
}

/** Clears the overlay and paints every caliper that this page shows. */
export function paintCalipers(layer: CanvasLayer, page: CaliperPage): void {
  const { context, ratio } = layer;
  const { view } = page;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const originX = Math.round(view.offsetXMm * view.pxPerMm * ratio);
  context.setTransform(ratio, 0, 0, ratio, originX, 0);
  for (const caliper of page.calipers) {
    const shape = caliperShape(page.group, view.geometry, caliper);
    if (shape !== null) paintOne(context, page, caliper, shape);
  }
}

function paintOne(
  context: CanvasRenderingContext2D,
  page: CaliperPage,
  caliper: Caliper,
  shape: CaliperShape,
): void {
  const { ink, view } = page;
  const px = view.pxPerMm;
  const selected = caliper.id === page.selectedId;
  const active = (leg: 'from' | 'to'): boolean => selected && (page.leg === leg || page.leg === 'both');
  const text = caliperText(page.group, caliper, page.words);
  const line = [text.time, text.rate, text.voltage].filter((part) => part !== '').join(' · ');
  const stroke = (x1: number, y1: number, x2: number, y2: number, width: number): void => {
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  };
  context.strokeStyle = ink.caliper;
  context.fillStyle = ink.caliper;
  if (shape.kind === 'time') {
    const [fromX, toX] = [shape.fromX * px, shape.toX * px];
    const [top, bottom, bar] = [shape.topY * px, shape.bottomY * px, shape.barY * px];
    context.strokeStyle = ink.caliperFaint;
    const columnBottom = columnEnd(view, shape) * px;
    const columnTop = columnStart(view, shape) * px;
    for (const x of [fromX, toX]) stroke(x, columnTop, x, columnBottom, 1);
    context.strokeStyle = ink.caliperMarch;
    for (const march of marchShapes(page.group, view.geometry, caliper)) {
      stroke(march.x * px, march.topY * px, march.x * px, march.bottomY * px, 1);
    }
    context.strokeStyle = ink.caliper;
    stroke(fromX, top, fromX, bottom, active('from') ? 2 : 1);
    stroke(toX, top, toX, bottom, active('to') ? 2 : 1);
    stroke(fromX, bar, toX, bar, 1);
    dot(context, fromX, shape.fromY === null ? null : shape.fromY * px);
    dot(context, toX, shape.toY === null ? null : shape.toY * px);
    writeBox(context, line, (fromX + toX) / 2, bar + 12, page, selected);
    return;
  }
  const [x, fromY, toY] = [shape.x * px, shape.fromY * px, shape.toY * px];
  const half = levelHalfWidthMm * px;
  stroke(x - half, fromY, x + half, fromY, active('from') ? 2 : 1);
  stroke(x - half, toY, x + half, toY, active('to') ? 2 : 1);
  stroke(x, fromY, x, toY, 1);
  writeBox(context, line, x, Math.min(fromY, toY) - 14, page, selected);
}

/** Rows of one column share their time, so a leg's faint line runs through all of them; a rhythm strip stands alone. */
function columnStart(view: PaperView, shape: CaliperShape): number {
  return Math.min(...sameTime(view, shape)) - view.geometry.rowPitchMm / 2;
}

function columnEnd(view: PaperView, shape: CaliperShape): number {
  return Math.max(...sameTime(view, shape)) + view.geometry.rowPitchMm / 2;
}

function sameTime(view: PaperView, shape: CaliperShape): number[] {
  if (shape.cell.rhythm) return [shape.cell.baselineMm];
  return view.geometry.cells
    .filter((cell) => !cell.rhythm && cell.column === shape.cell.column)
    .map((cell) => cell.baselineMm);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number | null): void {
  if (y === null) return;
  context.beginPath();
  context.arc(x, y, 2.6, 0, Math.PI * 2);
  context.fill();
}

function writeBox(
  context: CanvasRenderingContext2D,
  text: string,
  centreX: number,
  centreY: number,
  page: CaliperPage,
  selected: boolean,
): void {
  context.font = `700 14px ${paperFont}`;
  const width = context.measureText(text).width + 12;
  const edge = page.view.widthPx - page.view.offsetXMm * page.view.pxPerMm;
  const left = Math.min(Math.max(centreX - width / 2, 2), edge - width - 2);
  context.fillStyle = selected ? page.ink.caliperBox : page.ink.ground;
  context.strokeStyle = page.ink.caliperBox;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left, centreY - 10, width, 20, 4);
  context.fill();
  context.stroke();
  context.fillStyle = selected ? page.ink.caliperText : page.ink.caliper;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(text, left + 6, centreY + 0.5);
  context.textBaseline = 'alphabetic';
}
