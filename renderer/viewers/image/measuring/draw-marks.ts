/** Puts marks on the screen as SVG, over the picture and under the writing in its corners. */
import type { PixelPoint } from '#shared/measure/spacing.ts';
import { type DrawnMark, lineHeight, textFont } from './drawn-mark.ts';
import type { Stroke } from './marking-shapes.ts';

const space = 'http://www.w3.org/2000/svg';

export interface MarksToDraw {
  readonly marks: readonly DrawnMark[];
  readonly selected: string | null;
  /** The place of the keyboard's cross; null when it is not out. */
  readonly cursor: PixelPoint | null;
  /** Written at the edge where the frame is a key image; '' where it is none. */
  readonly keyImage: string;
}

export function drawMarks(svg: SVGSVGElement, given: MarksToDraw): void {
  svg.replaceChildren(
    ...given.marks.map((mark) => group(mark, mark.measurement.id === given.selected)),
    ...(given.cursor === null ? [] : [cross(given.cursor, 'yz-mark-cursor', 14)]),
    ...(given.keyImage === '' ? [] : [star(given.keyImage, svg)]),
  );
}

function group(mark: DrawnMark, isSelected: boolean): SVGElement {
  const { measurement, box } = mark;
  const whole = make('g', {
    class: isSelected ? 'yz-mark yz-chosen' : 'yz-mark',
    'data-mark': measurement.id,
  });
  whole.setAttribute('data-tool', measurement.tool);
  for (const stroke of mark.strokes) whole.append(...strokeOf(stroke));
  for (const [x, y] of mark.handles)
    whole.append(make('circle', { cx: shown(x), cy: shown(y), r: isSelected ? '5' : '3' }));
  if (box === null) return whole;
  if (mark.isLed) {
    const from = mark.strokes[0]?.points[0] ?? [box.x, box.y];
    whole.append(polyline([from, [box.x + box.width / 2, box.y + box.height / 2]], 'yz-mark-lead'));
  }
  whole.append(
    make('rect', {
      x: shown(box.x),
      y: shown(box.y),
      width: shown(box.width),
      height: shown(box.height),
      rx: '3',
    }),
  );
  for (const [row, line] of mark.lines.entries()) {
    const text = make('text', { x: shown(box.x + 5), y: shown(box.y + 5 + (row + 0.75) * lineHeight) });
    text.textContent = line;
    whole.append(text);
  }
  return whole;
}

function strokeOf({ points, look }: Stroke): SVGElement[] {
  const [tip, tail] = points;
  if (look === 'cross') return tip ? [cross(tip, 'yz-mark-line', 7)] : [];
  if (look === 'arrow' && tip && tail) return [polyline(points, 'yz-mark-line'), head(tip, tail)];
  return [polyline(points, look === 'dashed' ? 'yz-mark-dashed' : 'yz-mark-line')];
}

function head(tip: PixelPoint, tail: PixelPoint): SVGElement {
  const angle = Math.atan2(tail[1] - tip[1], tail[0] - tip[0]);
  const wing = (turn: number): PixelPoint => [
    tip[0] + 12 * Math.cos(angle + turn),
    tip[1] + 12 * Math.sin(angle + turn),
  ];
  return polyline([wing(0.45), tip, wing(-0.45)], 'yz-mark-line');
}

function cross([x, y]: PixelPoint, className: string, reach: number): SVGElement {
  const gap = 2;
  const arm = (dx: number, dy: number): string =>
    `M${shown(x + dx * gap)} ${shown(y + dy * gap)}L${shown(x + dx * reach)} ${shown(y + dy * reach)}`;
  return make('path', { class: className, d: arm(-1, 0) + arm(1, 0) + arm(0, -1) + arm(0, 1) });
}

/** Above the lower edge: at the upper one stand the series' name and what is wrong with it. */
function star(label: string, { clientWidth, clientHeight }: SVGSVGElement): SVGElement {
  const [x, y] = [String(clientWidth / 2), String(clientHeight - 60)];
  const text = make('text', { class: 'yz-mark-key', x, y, 'text-anchor': 'middle' });
  text.textContent = `★ ${label}`;
  return text;
}

function polyline(points: readonly PixelPoint[], className: string): SVGElement {
  return make('polyline', {
    class: className,
    points: points.map(([x, y]) => `${shown(x)},${shown(y)}`).join(' '),
  });
}

function make(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(space, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function shown(value: number): string {
  return value.toFixed(1);
}

let meter: CanvasRenderingContext2D | null = null;

/** Width of a line of writing in CSS pixels. */
export function widthOf(text: string): number {
  meter ??= document.createElement('canvas').getContext('2d');
  if (meter === null) return text.length * 14;
  meter.font = textFont;
  return meter.measureText(text).width;
}
