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
});
