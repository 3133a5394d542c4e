/** The presets a radiologist relies on have their exact widths and centres, and every key does one thing. */
import { expect, test } from 'vitest';
import { commandOfKey, keyOf, shortcuts } from '../../../../renderer/viewers/image/commands.ts';
import { presetsFor, relativePresets } from '../../../../renderer/viewers/image/presets.ts';

test.each([
  ['肺窗', 1500, -600],
  ['纵隔窗', 350, 40],
  ['腹部窗', 400, 50],
  ['骨窗', 1800, 400],
  ['脑窗', 80, 40],
])('%s is %i / %i', (name, width, center) => {
  expect(presetsFor('CT').find((preset) => preset['zh-CN'] === name)).toMatchObject({ width, center });
});

test('every preset has a key of its own and both names', () => {
  for (const presets of [presetsFor('CT'), relativePresets]) {
    expect(new Set(presets.map((preset) => preset.key)).size).toBe(presets.length);
    for (const preset of presets) expect(preset['zh-CN'] && preset.en).toBeTruthy();
  }
  expect(presetsFor('MR')).toEqual([]);
});

test('no key means two things', () => {
  const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('keys find their commands, with shift where it counts', () => {
  expect(commandOfKey('L', false)).toEqual({ do: 'tool', tool: 'length' });
  expect(commandOfKey('L', true)).toEqual({ do: 'layout', layout: '2x2' });
  expect(commandOfKey('?', true)).toEqual({ do: 'help' });
  expect(commandOfKey('ArrowDown', true)).toEqual({ do: 'step', slices: 10 });
  expect(commandOfKey('`', false)).toBeNull();
  expect(keyOf({ do: 'invert' }, shortcuts)).toBe('i');
});
