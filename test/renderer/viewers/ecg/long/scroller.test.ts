/** Where the page of a long recording is: at once or gliding, never beyond its ends. */
import { expect, it } from 'vitest';
import { recordingClock } from '#shared/ecg/long/recording-clock.ts';
import { createScroller } from '../../../../../renderer/viewers/ecg/long/scroller.ts';

function framed(duration: number) {
  const waiting = new Map<number, () => void>();
  let id = 0;
  const scroller = createScroller(duration, 0, {
    request: (frame) => {
      waiting.set(++id, frame);
      return id;
    },
    cancel: (one) => waiting.delete(one),
  });
  const frame = (): boolean => {
    const [next] = waiting;
    if (next === undefined) return false;
    waiting.delete(next[0]);
    next[1]();
    return true;
  };
  return { scroller, frame };
}

it('jumps within the recording: the last page ends with it', () => {
  const { scroller } = framed(100);
  const seen: number[] = [];
  scroller.subscribe(() => seen.push(scroller.now()));
  scroller.setPage(14);
  scroller.jumpTo(50);
  scroller.jumpTo(500);
  scroller.jumpTo(-3);
  expect(seen).toEqual([50, 86, 0]);
  scroller.setPage(120);
  scroller.jumpTo(10);
  expect(scroller.now()).toBe(0);
});

it('glides there frame by frame, further moves adding up, and comes to rest exactly', () => {
  const { scroller, frame } = framed(1000);
  scroller.glideBy(3);
  scroller.glideBy(2);
  const places = [scroller.now()];
  while (frame()) places.push(scroller.now());
  expect(places.at(-1)).toBe(5);
  expect(places.length).toBeGreaterThan(5);
  expect(places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0))).toBe(true);
  scroller.glideBy(100);
  frame();
  scroller.jumpTo(7);
  expect(frame()).toBe(false);
  expect(scroller.now()).toBe(7);
});

it('says the time of day, over midnight too, or the time since the start', () => {
  const clock = recordingClock('2026-03-04T22:59:58', 1000);
  expect(clock.text(0)).toBe('22:59:59');
  expect(clock.text(1.2345, 3)).toBe('23:00:00.234');
  expect(clock.text(3601)).toBe('+1d 00:00:00');
  expect(recordingClock(null).text(3661)).toBe('01:01:01');
  expect(recordingClock(null).known).toBe(false);
});
