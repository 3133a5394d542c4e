/** Displays come and go, change their scale and their number: where a window is put each time. */
import { describe, expect, it } from 'vitest';
import {
  bringIntoSight,
  type DisplayFacts,
  placeWindow,
  rememberPlace,
} from '../../electron/place-window.ts';

const display = (id: number, label: string, x: number, width: number, height: number): DisplayFacts => ({
  id,
  label,
  workArea: { x, y: 0, width, height },
});
const office = display(1, 'DELL', 0, 1920, 1040);
const diagnostic = display(2, 'BARCO', 1920, 2048, 2560);
const third = display(3, 'EIZO', 3968, 1536, 2048);

describe('the window of the pictures', () => {
  it('goes to the largest display that the list is not on, the first time', () => {
    expect(placeWindow([office, third, diagnostic], null, [1])).toEqual(diagnostic.workArea);
    expect(placeWindow([office], null, [1])).toBeNull();
    // A second such window takes the one after that, and none where all are taken.
    expect(placeWindow([office, third, diagnostic], null, [1, 2])).toEqual(third.workArea);
    expect(placeWindow([office, diagnostic], null, [1, 2])).toBeNull();
  });
  it('goes back to where it was left', () => {
    const left = { x: 4100, y: 100, width: 1200, height: 900 };
    const place = rememberPlace([office, diagnostic, third], left);
    expect(place?.display).toEqual({ id: 3, label: 'EIZO' });
    expect(placeWindow([office, diagnostic, third], place, [1])).toEqual(left);
    // The system counted its displays anew.
    const renumbered = [office, { ...diagnostic, id: 7 }, { ...third, id: 9 }];
    expect(placeWindow(renumbered, place, [1])).toEqual(left);
  });
  it('keeps its part of a display whose scale factor changed', () => {
    const place = rememberPlace([office, diagnostic], diagnostic.workArea);
    // 200 %: the same panel is half as many of the pixels windows are placed by.
    const scaled = display(2, 'BARCO', 1920, 1024, 1280);
    expect(placeWindow([office, scaled], place, [1])).toEqual(scaled.workArea);
  });
  it('goes to another display while its own is unplugged, and home when it is back', () => {
    const place = rememberPlace([office, diagnostic, third], third.workArea);
    expect(placeWindow([office, diagnostic], place, [1])).toEqual(diagnostic.workArea);
    expect(placeWindow([office], place, [1])).toBeNull();
    expect(placeWindow([office, diagnostic, third], place, [1])).toEqual(third.workArea);
  });
  it('is not taken to a twin: of two with one name neither is the remembered one', () => {
    const twins = [office, display(5, 'EIZO', 1920, 1536, 2048), display(6, 'EIZO', 3456, 1536, 2048)];
    const place = { display: { id: 3, label: 'EIZO' }, part: { x: 0, y: 0, width: 0.5, height: 0.5 } };
    expect(placeWindow(twins, place, [1])).toEqual({ x: 1920, y: 0, width: 1536, height: 2048 });
  });
  it('never lies outside, nor too small to be taken hold of', () => {
    const place = { display: { id: 2, label: 'BARCO' }, part: { x: 0.9, y: -0.5, width: 0.01, height: 3 } };
    const placed = placeWindow([office, diagnostic], place, [1]);
    expect(placed).toEqual({ x: 3558, y: 0, width: 410, height: 2560 });
  });
});

describe('a window in sight', () => {
  it('stays where most of it can be seen', () => {
    const across = { x: 1000, y: 10, width: 1600, height: 900 };
    expect(bringIntoSight([office, diagnostic], across)).toBe(across);
  });
  it('is brought back when its display goes, no larger than what is left', () => {
    expect(bringIntoSight([office], diagnostic.workArea)).toEqual({ x: 0, y: 0, width: 1920, height: 1040 });
    expect(bringIntoSight([office], { x: 2400, y: 300, width: 800, height: 600 })).toEqual({
      x: 1120,
      y: 300,
      width: 800,
      height: 600,
    });
  });
  it('knows no place where there is no display', () => {
    expect(rememberPlace([], { x: 0, y: 0, width: 10, height: 10 })).toBeNull();
    expect(rememberPlace([office], { x: 5000, y: 0, width: 10, height: 10 })).toBeNull();
  });
});
