/** The mouse on a reconstructed plane: moves and turns the cross, scrolls, sets the window, zooms and pans. */
import { add, dot, scale, subtract } from '#shared/measure/slice-plane.ts';
import { pageOf } from '../../../ui/page-of.ts';
import { type Grip, gripUnder, linesOf, type Point } from './cross-lines.ts';
import type { MprPaneParts } from './mpr-pane.ts';
import { changeLook, moveTo, stepPlane, turnPlanes } from './mpr-state.ts';
import type { PaneFrame } from './pane-frame.ts';
import { normalOfPlane } from './planes.ts';
import type { VolumeGrid } from './volume.ts';

interface HandParts extends MprPaneParts {
  readonly grid: VolumeGrid;
  readonly frame: () => PaneFrame | null;
}

/** Less is a click, in CSS pixels. */
const clickPx = 3;
/** CSS pixels of dragging to a slice. */
const scrollPx = 6;
const wheelTravel = 60;

const cursors = { centre: 'move', move: 'grab', turn: 'alias' } as const;

/** Returns how to stop. */
export function followMprHand(parts: HandParts): () => void {
  const { host, plane, grid, frame, state, change } = parts;
  let held: {
    readonly button: number;
    readonly how: Grip | string;
    readonly from: Point;
    last: Point;
    moved: boolean;
    rest: number;
  } | null = null;

  const at = (event: MouseEvent): Point => {
    const { left, top } = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  const gripAt = (mouse: Point): Grip => {
    const lie = frame();
    if (lie === null) return null;
    const now = state();
    const lines = linesOf(now.planes, plane, now.at, lie, 1000);
    const turnsFrom = Math.min(host.clientWidth, host.clientHeight) / 4;
    return gripUnder(lines, lie.toScreen(now.at), mouse, turnsFrom);
  };

  const onDown = (event: MouseEvent): void => {
    event.preventDefault();
    const from = at(event);
    change((now) => (now.active === plane ? now : { ...now, active: plane }));
    const byButton = event.button === 1 ? 'pan' : event.button === 2 ? 'zoom' : null;
    const how = byButton ?? gripAt(from) ?? parts.tool();
    held = { button: event.button, how, from, last: from, moved: false, rest: 0 };
  };

  const onMove = (event: MouseEvent): void => {
    const here = at(event);
    if (held === null) {
      const isOver = host.contains(event.target as Node | null);
      const grip = isOver ? gripAt(here) : null;
      host.style.cursor = grip === null ? '' : cursors[grip.is];
      return;
    }
    if (Math.hypot(here[0] - held.from[0], here[1] - held.from[1]) > clickPx) held.moved = true;
    if (!held.moved) return;
    const by: Point = [here[0] - held.last[0], here[1] - held.last[1]];
    const was = held.last;
    held.last = here;
    if (typeof held.how === 'string' || held.how === null) drag(held.how ?? '', by);
    else pull(held.how, was, here);
  };

  const pull = (grip: NonNullable<Grip>, was: Point, here: Point): void => {
    const lie = frame();
    if (lie === null) return;
    if (grip.is === 'centre') change((now) => moveTo(now, grid, lie.toPatient(here)));
    else if (grip.is === 'move') {
      change((now) => {
        const normal = normalOfPlane(now.planes[grip.plane]);
        const mm = dot(subtract(lie.toPatient(here), now.at), normal);
        return moveTo(now, grid, add(now.at, scale(normal, mm)));
      });
    } else {
      const [x, y] = lie.toScreen(state().at);
      const angle = (point: Point): number => Math.atan2(point[1] - y, point[0] - x);
      const degrees = ((angle(here) - angle(was)) * 180) / Math.PI;
      change((now) => turnPlanes(now, plane, degrees));
    }
  };

  const drag = (tool: string, [dx, dy]: Point): void => {
    if (tool === 'pan') {
      change((now) => changeLook(now, plane, ({ zoom, pan }) => ({ zoom, pan: [pan[0] + dx, pan[1] + dy] })));
    } else if (tool === 'zoom') {
      change((now) => changeLook(now, plane, (look) => zoomed(look, 1.01 ** -dy)));
    } else if (tool === 'scroll' && held !== null) {
      held.rest += dy / scrollPx;
      const steps = Math.trunc(held.rest);
      held.rest -= steps;
      if (steps !== 0) change((now) => stepPlane(now, grid, plane, steps));
    } else if (tool === 'window') {
      change((now) => {
        const { lower, upper } = now.window;
        const pace = Math.max(1, (upper - lower) / 250);
        const width = Math.max(1, upper - lower + dx * pace);
        const centre = (upper + lower) / 2 + dy * pace;
        return { ...now, window: { lower: centre - width / 2, upper: centre + width / 2 } };
      });
    }
  };

  const onUp = (): void => {
    const was = held;
    held = null;
    // A click of the left button takes the cross there, whatever lies under it.
    if (was === null || was.moved || was.button !== 0) return;
    const lie = frame();
    if (lie !== null) change((now) => moveTo(now, grid, lie.toPatient(was.from)));
  };

  let travelled = 0;
  const onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey) return;
    event.preventDefault();
    const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY;
    travelled = Math.sign(delta) === Math.sign(travelled) ? travelled + delta : delta;
    const steps = Math.abs(delta) >= wheelTravel ? Math.sign(delta) : Math.trunc(travelled / wheelTravel);
    if (steps === 0) return;
    travelled = 0;
    change((now) => stepPlane({ ...now, active: plane }, grid, plane, steps));
  };
  const onMenu = (event: Event): void => event.preventDefault();

  host.addEventListener('mousedown', onDown);
  host.addEventListener('wheel', onWheel, { passive: false });
  host.addEventListener('contextmenu', onMenu);
  const page = pageOf(host);
  page.addEventListener('mousemove', onMove);
  page.addEventListener('mouseup', onUp);
  return () => {
    host.removeEventListener('mousedown', onDown);
    host.removeEventListener('wheel', onWheel);
    host.removeEventListener('contextmenu', onMenu);
    page.removeEventListener('mousemove', onMove);
    page.removeEventListener('mouseup', onUp);
  };
}

export function zoomed<Look extends { readonly zoom: number }>(look: Look, factor: number): Look {
  return { ...look, zoom: Math.max(0.2, Math.min(40, look.zoom * factor)) };
}
