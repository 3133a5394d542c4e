/**
 * A test pattern for the eye, after TG18-QC of AAPM: frame and grid, black and white with 5 % in them, 18 steps, bars of one and
 * two pixels, a ramp. Drawn in the monitor's own pixels.
 */
import { measuredLevels } from '#shared/measure/display-check.ts';

/** Filled with one level, in pixels. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly level: number;
}

/** 5 % and 95 % of 255. */
const nearBlack = 13;
const nearWhite = 242;
const ground = 128;
/** Fainter squares in the corners of a step differ from it by so much. */
const faint = 4;

/** The pattern's patches from the lowest to the one on top, for a screen of this size in its own pixels. */
export function patchesOf(width: number, height: number): readonly Patch[] {
  const whole = Math.floor(Math.min(width, height * 1.6) / 20);
  return [
    { x: 0, y: 0, width, height, level: ground },
    ...gridOf(width, height, whole),
    ...contrastOf(width, height, whole),
    ...stepsOf(width, height, whole),
    ...barsOf(width, height, whole),
    ...rampOf(width, height, whole),
  ];
}

export function drawTestPattern(to: CanvasRenderingContext2D, width: number, height: number): void {
  for (const patch of patchesOf(width, height)) fill(to, patch);
}

/** TG18-LN: the level in a tenth of the screen, the rest at a fifth of the brightness. */
export function drawLuminancePatch(
  to: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  level: number,
): void {
  const side = Math.round(Math.sqrt((size.width * size.height) / 10));
  fill(to, { x: 0, y: 0, ...size, level: 153 });
  const [x, y] = [Math.round((size.width - side) / 2), Math.round((size.height - side) / 2)];
  fill(to, { x, y, width: side, height: side, level });
}

function fill(to: CanvasRenderingContext2D, { x, y, width, height, level }: Patch): void {
  to.fillStyle = `rgb(${level} ${level} ${level})`;
  to.fillRect(x, y, width, height);
}

/** Lines of one pixel: on the very edge all round, and a grid of squares. */
function gridOf(width: number, height: number, unit: number): readonly Patch[] {
  const level = 191;
  const [left, top] = [(width % (2 * unit)) / 2, (height % (2 * unit)) / 2].map(Math.floor) as [
    number,
    number,
  ];
  const lines: Patch[] = [];
  for (let x = left; x < width; x += 2 * unit) lines.push({ x, y: 0, width: 1, height, level });
  for (let y = top; y < height; y += 2 * unit) lines.push({ x: 0, y, width, height: 1, level });
  const edge = { level: 255 } as const;
  return [
    ...lines,
    { x: 0, y: 0, width, height: 1, ...edge },
    { x: 0, y: height - 1, width, height: 1, ...edge },
    { x: 0, y: 0, width: 1, height, ...edge },
    { x: width - 1, y: 0, width: 1, height, ...edge },
  ];
}

/** 5 % in black on the left, 95 % in white on the right. */
function contrastOf(width: number, height: number, unit: number): readonly Patch[] {
  const side = 3 * unit;
  const inner = Math.round(side / 2);
  const y = Math.round(height * 0.2 - side / 2);
  const square = (middle: number, outside: number, inside: number): readonly Patch[] => {
    const x = Math.round(middle - side / 2);
    const inset = Math.round((side - inner) / 2);
    return [
      { x, y, width: side, height: side, level: outside },
      { x: x + inset, y: y + inset, width: inner, height: inner, level: inside },
    ];
  };
  return [...square(width / 2 - 2.5 * unit, 0, nearBlack), ...square(width / 2 + 2.5 * unit, 255, nearWhite)];
}

/** Two rows of nine, the second back from right to left, each with two fainter squares in its corners. */
function stepsOf(width: number, height: number, unit: number): readonly Patch[] {
  const side = Math.floor(1.7 * unit);
  const small = Math.max(4, Math.round(side / 6));
  const left = Math.round((width - 9 * side) / 2);
  const top = Math.round(height * 0.58 - side);
  return measuredLevels.flatMap((level, step) => {
    const column = step < 9 ? step : 17 - step;
    const x = left + column * side;
    const y = top + (step < 9 ? 0 : side);
    const away = level < 128 ? faint : -faint;
    return [
      { x, y, width: side, height: side, level },
      { x: x + small, y: y + small, width: small, height: small, level: level + away },
      { x: x + side - 2 * small, y: y + side - 2 * small, width: small, height: small, level: level + away },
    ];
  });
}

/** Black and white bars of one pixel and of two, upright and lying, in the corners and in the middle. */
function barsOf(width: number, height: number, unit: number): readonly Patch[] {
  const side = Math.floor(unit / 4) * 4;
  const gap = 4;
  const group = 2 * side + gap;
  const inset = Math.round(unit / 2);
  const places: readonly (readonly [number, number])[] = [
    [inset, inset],
    [width - inset - group, inset],
    [inset, height - inset - group],
    [width - inset - group, height - inset - group],
    [Math.round((width - group) / 2), Math.round(height * 0.36 - group / 2)],
  ];
  return places.flatMap(([x, y]) =>
    [1, 2].flatMap((pixel, row) => {
      const from = y + row * (side + gap);
      const right = x + side + gap;
      const count = side / (2 * pixel);
      return [
        { x, y: from, width: side, height: side, level: 0 },
        ...Array.from({ length: count }, (_, bar) => ({
          x: x + 2 * pixel * bar,
          y: from,
          width: pixel,
          height: side,
          level: 255,
        })),
        { x: right, y: from, width: side, height: side, level: 0 },
        ...Array.from({ length: count }, (_, bar) => ({
          x: right,
          y: from + 2 * pixel * bar,
          width: side,
          height: pixel,
          level: 255,
        })),
      ];
    }),
  );
}

/** All 256 levels from black to white, as wide as the steps or wider, every level as wide as the others. */
function rampOf(width: number, height: number, unit: number): readonly Patch[] {
  const each = Math.max(1, Math.floor((width - 6 * unit) / 256));
  const x = Math.round((width - 256 * each) / 2);
  const y = Math.round(height * 0.8);
  return Array.from({ length: 256 }, (_, level) => ({
    x: x + level * each,
    y,
    width: each,
    height: unit * 2,
    level,
  }));
}
