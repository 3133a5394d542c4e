/** Writing that would cover other writing: which of the two moves, where to, and when nothing can be done. */
import { describe, expect, it } from 'vitest';
import type { Measurement } from '#shared/measure/marking.ts';
import type { Box, DrawnMark } from '../../../../../renderer/viewers/image/measuring/drawn-mark.ts';
import { spreadBoxes } from '../../../../../renderer/viewers/image/measuring/spread-boxes.ts';

const size = { width: 600, height: 400 };
const mark = (id: string, box: Box | null, textAt: Measurement['textAt'] = null): DrawnMark => ({
  measurement: { id, textAt } as Measurement,
  strokes: [],
  handles: [],
  lines: [],
  box,
  isLed: textAt !== null,
});
const box = (x: number, y: number, width = 100, height = 40): Box => ({ x, y, width, height });
const boxes = (marks: readonly DrawnMark[]) =>
  spreadBoxes(marks, size).map((one) => [one.box?.x, one.box?.y, one.isLed]);

describe('writing of measurements', () => {
  it('stays where it covers nothing', () => {
    const marks = [mark('a', box(10, 10)), mark('b', box(10, 60)), mark('c', null)];
    expect(spreadBoxes(marks, size)).toEqual(marks);
  });
  it('of the newer one moves to the nearest free place, and a line leads to it', () => {
    expect(boxes([mark('a', box(100, 100)), mark('b', box(110, 120))])).toEqual([
      [100, 100, false],
      [110, 142, true],
    ]);
    // Three on one place: all can be read.
    const three = spreadBoxes(
      [mark('a', box(200, 200)), mark('b', box(200, 200)), mark('c', box(200, 200))],
      size,
    );
    expect(new Set(three.map((one) => `${one.box?.x} ${one.box?.y}`)).size).toBe(3);
  });
  it('stays where a hand has put it, also on older writing', () => {
    expect(boxes([mark('a', box(100, 100)), mark('b', box(100, 100), [5, 5])])).toEqual([
      [100, 142, true],
      [100, 100, true],
    ]);
  });
  it('of a crowd covers nothing while there is room for all of it', () => {
    const wide = { width: 1900, height: 1000 };
    const crowd = Array.from({ length: 120 }, (_, at) =>
      mark(`${at}`, box(900 + (at % 7), 480 + (at % 5), 90, 20)),
    );
    const spread = spreadBoxes(crowd, wide).map((one) => one.box as Box);
    const overlaps = spread.flatMap((one, at) =>
      spread
        .slice(at + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        ),
    );
    expect(overlaps).toEqual([]);
  });
  it('never leaves the viewport, and stays where nothing is free', () => {
    expect(boxes([mark('a', box(10, 355)), mark('b', box(10, 356))])).toEqual([
      [10, 355, false],
      [10, 313, true],
    ]);
    const whole = box(2, 2, 596, 396);
    expect(boxes([mark('a', whole), mark('b', box(50, 50))])[1]).toEqual([50, 50, false]);
  });
});
