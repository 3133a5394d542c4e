/** The left button on a pane, before Cornerstone hears of it: places points, moves handles, lines and writing. */
import type { MarkingTool, Measurement } from '#shared/measure/marking.ts';
import type { PixelPoint } from '#shared/measure/spacing.ts';
import { pageOf } from '../../../ui/page-of.ts';
import type { Found } from './drawn-mark.ts';
import type { Placing } from './placing.ts';

export interface HandParts {
  readonly host: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly tool: () => MarkingTool | null;
  readonly placing: () => Placing | null;
  readonly under: (screen: PixelPoint) => Found | null;
  readonly toPixel: (screen: PixelPoint) => PixelPoint | null;
  readonly activate: () => void;
  readonly put: (pixel: PixelPoint) => void;
  readonly finishFreehand: () => void;
  /** Where the next point would lie. */
  readonly hover: (pixel: PixelPoint | null) => void;
  readonly select: (id: string | null) => void;
  readonly find: (id: string) => Measurement | null;
  readonly drag: (changed: Measurement) => void;
  readonly settle: (before: Measurement) => void;
  /** The writing's place on screen. */
  readonly textPlace: (id: string) => PixelPoint | null;
}

/** Travel in CSS pixels from which a press is a drag. */
const dragTravel = 4;

type Doing =
  | { readonly is: 'placing'; readonly pressed: PixelPoint; moved: boolean }
  | { readonly is: 'freehand'; last: PixelPoint }
  | {
      readonly is: 'moving';
      readonly found: Found;
      readonly before: Measurement;
      readonly pressed: PixelPoint;
      readonly from: PixelPoint;
      readonly text: PixelPoint | null;
    };

/** Returns how to stop. */
export function followHand(parts: HandParts): () => void {
  const { host, svg } = parts;
  let doing: Doing | null = null;

  const at = (event: MouseEvent): PixelPoint => {
    const { left, top } = svg.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  const onDown = (event: MouseEvent): void => {
    if (event.button !== 0) return;
    const screen = at(event);
    const pixel = parts.toPixel(screen);
    if (pixel === null) return;
    const tool = parts.tool();
    const begun = (parts.placing()?.points.length ?? 0) > 0;
    const found = begun ? null : parts.under(screen);
    // With a measuring tool in hand a line is drawn through, so that shapes may cross.
    const takes = found !== null && (tool === null || found.part !== 'stroke');
    if (!takes && tool === null) {
      parts.select(null);
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    parts.activate();
    if (takes) {
      const before = parts.find(found.id);
      parts.select(found.id);
      if (before === null) return;
      doing = { is: 'moving', found, before, pressed: screen, from: pixel, text: parts.textPlace(found.id) };
      return;
    }
    parts.put(pixel);
    doing =
      tool === 'freehand'
        ? { is: 'freehand', last: screen }
        : { is: 'placing', pressed: screen, moved: false };
  };

  const onMove = (event: MouseEvent): void => {
    const screen = at(event);
    if (doing === null) {
      if ((parts.placing()?.points.length ?? 0) > 0) parts.hover(parts.toPixel(screen));
      return;
    }
    const pixel = parts.toPixel(screen);
    if (pixel === null) return;
    if (doing.is === 'placing') {
      doing.moved ||= travelled(screen, doing.pressed) > dragTravel;
      if (parts.placing() !== null) parts.hover(pixel);
    } else if (doing.is === 'freehand') {
      if (travelled(screen, doing.last) < 2) return;
      doing.last = screen;
      parts.put(pixel);
    } else parts.drag(movedBy(doing, screen, pixel));
  };

  const onUp = (event: MouseEvent): void => {
    if (event.button !== 0 || doing === null) return;
    const was = doing;
    doing = null;
    if (was.is === 'moving') parts.settle(was.before);
    else if (was.is === 'freehand') parts.finishFreehand();
    else if (was.moved && parts.placing() !== null) {
      const pixel = parts.toPixel(at(event));
      parts.hover(null);
      if (pixel !== null) parts.put(pixel);
    }
  };

  const movedBy = (
    { found, before, pressed, from, text }: Extract<Doing, { is: 'moving' }>,
    screen: PixelPoint,
    pixel: PixelPoint,
  ): Measurement => {
    if (found.part === 'text') {
      const textAt =
        text && parts.toPixel([text[0] + screen[0] - pressed[0], text[1] + screen[1] - pressed[1]]);
      return { ...before, textAt: textAt ?? before.textAt };
    }
    const dx = pixel[0] - from[0];
    const dy = pixel[1] - from[1];
    const shift = ([x, y]: PixelPoint): PixelPoint => [x + dx, y + dy];
    if (found.part === 'stroke') {
      const textAt = before.textAt === null ? null : shift(before.textAt);
      return { ...before, points: before.points.map(shift), textAt };
    }
    return {
      ...before,
      points: before.points.map((point, index) => (index === found.index ? shift(point) : point)),
    };
  };

  // A double click lets one pane fill the viewer; not while measuring.
  const onDouble = (event: MouseEvent): void => {
    if (parts.tool() !== null || parts.under(at(event)) !== null) event.stopPropagation();
  };

  host.addEventListener('mousedown', onDown, true);
  host.addEventListener('dblclick', onDouble, true);
  const page = pageOf(host);
  page.addEventListener('mousemove', onMove);
  page.addEventListener('mouseup', onUp);
  return () => {
    host.removeEventListener('mousedown', onDown, true);
    host.removeEventListener('dblclick', onDouble, true);
    page.removeEventListener('mousemove', onMove);
    page.removeEventListener('mouseup', onUp);
  };
}

function travelled(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
