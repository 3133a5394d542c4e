/** A round glass over a pane, by key: it follows the mouse, and shows what its pane draws into it. */

export interface MagnifierParts {
  readonly host: HTMLElement;
  /** Draws what lies under a place of the pane (CSS pixels) into a square of `glassPx`, enlarged by `enlargement`. */
  readonly draw: (to: CanvasRenderingContext2D, at: Place) => void;
  /** Where it stands while the mouse was not over the pane; null: nowhere. */
  readonly home: () => Place | null;
}

export type Place = readonly [number, number];

export interface Magnifier {
  readonly set: (on: boolean) => void;
  readonly move: (by: readonly [number, number]) => void;
  /** What is under it has changed. */
  readonly redraw: () => void;
  readonly destroy: () => void;
}

/** Side of the glass, in CSS pixels and in those of its canvas. */
export const glassPx = 240;
export const enlargement = 2.5;

export function createMagnifier({ host, draw, home }: MagnifierParts): Magnifier {
  const canvas = document.createElement('canvas');
  canvas.className = 'yz-magnifier';
  canvas.width = glassPx;
  canvas.height = glassPx;
  canvas.hidden = true;
  host.append(canvas);
  const context = canvas.getContext('2d', { alpha: false });
  let isOn = false;
  let mouse: Place | null = null;
  let hasLeft = false;

  const redraw = (): void => {
    const at = isOn && !hasLeft ? (mouse ?? home()) : null;
    canvas.hidden = at === null;
    if (at === null || context === null) return;
    canvas.style.left = `${at[0] - glassPx / 2}px`;
    canvas.style.top = `${at[1] - glassPx / 2}px`;
    draw(context, at);
  };
  const onMove = (event: MouseEvent): void => {
    const { left, top } = host.getBoundingClientRect();
    mouse = [event.clientX - left, event.clientY - top];
    hasLeft = false;
    if (isOn) redraw();
  };
  const onLeave = (): void => {
    hasLeft = true;
    canvas.hidden = true;
  };
  host.addEventListener('mousemove', onMove);
  host.addEventListener('mouseleave', onLeave);
  return {
    set(on) {
      isOn = on;
      hasLeft = false;
      redraw();
    },
    move([dx, dy]) {
      const [x, y] = mouse ?? home() ?? [host.clientWidth / 2, host.clientHeight / 2];
      mouse = [x + dx, y + dy];
      hasLeft = false;
      redraw();
    },
    redraw,
    destroy() {
      host.removeEventListener('mousemove', onMove);
      host.removeEventListener('mouseleave', onLeave);
      canvas.remove();
    },
  };
}
