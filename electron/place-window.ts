/** Where a window goes on the displays that are there: back to its own one, to another that is free, never out of sight. */

/** In the pixels windows are placed by, which a display's scale factor has already been taken out of. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DisplayFacts {
  /** The system's number for it; another one after some restarts. */
  readonly id: number;
  /** The name the monitor gives of itself; '' where it gives none. */
  readonly label: string;
  readonly workArea: Area;
}

/** A place as it is remembered: the display, and which part of it (0 to 1), so that another scale factor changes nothing. */
export interface WindowPlace {
  readonly display: { readonly id: number; readonly label: string };
  readonly part: Area;
}

/** Smallest part of a display that a window is given, so that it can be taken hold of. */
const leastPart = 0.2;

/**
 * Bounds for a window that is opened beside others, which lie on the displays `taken`. Null where no display is free: then
 * the pictures stay where they are without it.
 */
export function placeWindow(
  displays: readonly DisplayFacts[],
  remembered: WindowPlace | null,
  taken: readonly number[],
): Area | null {
  // Also where the other window lies now, if that is where the reader put both.
  const home = remembered === null ? null : homeOf(displays, remembered);
  if (home !== null) return home;
  const free = displays.filter(({ id }) => !taken.includes(id));
  const [largest] = free.toSorted((one, other) => sizeOf(other.workArea) - sizeOf(one.workArea));
  return largest === undefined ? null : whole(largest.workArea);
}

/** Bounds on the display where the window was left; null while that is gone. */
export function homeOf(displays: readonly DisplayFacts[], { display, part }: WindowPlace): Area | null {
  const own = findDisplay(displays, display);
  return own === null ? null : partOf(own, part);
}

/** What is remembered of a window that lies at `bounds`; null where no display is. */
export function rememberPlace(displays: readonly DisplayFacts[], bounds: Area): WindowPlace | null {
  const display = displayUnder(displays, bounds);
  if (display === null) return null;
  const { id, label, workArea } = display;
  const part = {
    x: (bounds.x - workArea.x) / workArea.width,
    y: (bounds.y - workArea.y) / workArea.height,
    width: bounds.width / workArea.width,
    height: bounds.height / workArea.height,
  };
  return { display: { id, label }, part };
}

/** Bounds for a window whose display may be gone or smaller now: unchanged where most of it is in sight, else all of it is brought back. */
export function bringIntoSight(displays: readonly DisplayFacts[], bounds: Area): Area {
  const seen = displays.reduce((sum, { workArea }) => sum + sizeOf(overlap(workArea, bounds)), 0);
  if (seen >= sizeOf(bounds) / 2) return bounds;
  const home = displayUnder(displays, bounds) ?? displays[0];
  return home === undefined ? bounds : within(home.workArea, bounds);
}

/** By number and name; by name alone after the system numbered anew, where only one display bears it. */
function findDisplay(
  displays: readonly DisplayFacts[],
  { id, label }: WindowPlace['display'],
): DisplayFacts | null {
  const same = displays.find((display) => display.id === id && display.label === label);
  if (same !== undefined) return same;
  const named = label === '' ? [] : displays.filter((display) => display.label === label);
  return named.length === 1 ? (named[0] ?? null) : null;
}

function partOf({ workArea }: DisplayFacts, part: Area): Area {
  const bounds = {
    x: workArea.x + part.x * workArea.width,
    y: workArea.y + part.y * workArea.height,
    width: Math.max(leastPart, part.width) * workArea.width,
    height: Math.max(leastPart, part.height) * workArea.height,
  };
  return within(workArea, bounds);
}

function within(area: Area, bounds: Area): Area {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const x = Math.min(Math.max(bounds.x, area.x), area.x + area.width - width);
  const y = Math.min(Math.max(bounds.y, area.y), area.y + area.height - height);
  return whole({ x, y, width, height });
}

/** The system takes whole pixels only. */
function whole({ x, y, width, height }: Area): Area {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

function displayUnder(displays: readonly DisplayFacts[], bounds: Area): DisplayFacts | null {
  const covered = displays.map((display) => sizeOf(overlap(display.workArea, bounds)));
  const most = Math.max(0, ...covered);
  return most === 0 ? null : (displays[covered.indexOf(most)] ?? null);
}

function overlap(one: Area, other: Area): Area {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.max(0, Math.min(one.x + one.width, other.x + other.width) - x);
  const height = Math.max(0, Math.min(one.y + one.height, other.y + other.height) - y);
  return { x, y, width, height };
}

function sizeOf({ width, height }: Area): number {
  return width * height;
}
