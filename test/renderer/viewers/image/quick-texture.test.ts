/** Every value of 16 bits becomes what vtk.js makes of it. */
import halfFloat from '@kitware/vtk.js/Common/Core/HalfFloat.js';
import { describe, expect, it } from 'vitest';
import { floatsOf, halvesOf } from '../../../../renderer/viewers/image/quick-texture.ts';

const bits = Uint16Array.from({ length: 0x10000 }, (_, at) => at);

describe.each([
  ['unsigned', bits],
  ['signed', new Int16Array(bits.buffer)],
])('%s values', (_, words) => {
  it('keep their value in single precision', () => {
    expect(floatsOf(words, words.length)).toEqual(new Float32Array(words));
  });

  it('are rounded to half precision as vtk.js rounds them', () => {
    expect([...halvesOf(words, words.length)]).toEqual([...words].map((value) => halfFloat.toHalf(value)));
  });

  it('are taken only as far as the picture goes', () => {
    expect(floatsOf(words, 3)).toEqual(new Float32Array(words.subarray(0, 3)));
    expect(halvesOf(words, 3)).toHaveLength(3);
  });

  it('are converted into the memory of the picture before, but for pictures larger than is kept', () => {
    expect(floatsOf(words, 3).buffer).toBe(floatsOf(words, words.length).buffer);
    expect(halvesOf(words, 3).buffer).toBe(halvesOf(words, words.length).buffer);
    const large = words instanceof Int16Array ? new Int16Array(5_000_000) : new Uint16Array(5_000_000);
    large.fill(7);
    const floats = floatsOf(large, large.length);
    const halves = halvesOf(large, large.length);
    expect([floats.length, floats[0], floats.at(-1)]).toEqual([5_000_000, 7, 7]);
    expect([halves.length, halves[0], halves.at(-1)]).toEqual([5_000_000, 0x4700, 0x4700]);
    expect(floatsOf(words, 3).buffer).not.toBe(floats.buffer);
  });
});
