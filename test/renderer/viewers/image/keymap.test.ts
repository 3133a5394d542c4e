/** A reader's own keys: in place of the built-in ones, never two commands on one key, never one the room needs. */
import { expect, it } from 'vitest';
import { builtInKeymap, keymapSchema } from '#shared/contract/keymap.ts';
import { commandOfKey, shortcuts } from '../../../../renderer/viewers/image/commands.ts';
import {
  commandName,
  conflictOf,
  shortcutsOf,
  withKey,
  withoutOwn,
} from '../../../../renderer/viewers/image/keymap.ts';

it('every command has a name of its own and no key twice', () => {
  const names = shortcuts.map(({ command }) => commandName(command));
  expect(new Set(names).size).toBe(names.length);
  const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(names).toContain('tool:length');
});

it('a remapped key works, its old one does not, and the built-in one can be had back', () => {
  const mine = keymapSchema.parse(withKey(builtInKeymap, 'tool:length', '`'));
  const table = shortcutsOf(mine);
  expect(commandOfKey('`', false, false, table)).toEqual({ do: 'tool', tool: 'length' });
  expect(commandOfKey('l', false, false, table)).toBeNull();
  expect(commandOfKey('L', true, false, table)).toEqual({ do: 'layout', layout: '2x2' });
  expect(shortcutsOf(withoutOwn(mine, 'tool:length'))).toEqual(shortcuts);
});

it('names what a key belongs to already', () => {
  const table = shortcutsOf(builtInKeymap);
  const taken = conflictOf(table, 'tool:length', 'w');
  expect(taken?.is === 'taken' && commandName(taken.by.command)).toBe('tool:window');
  expect(conflictOf(table, 'tool:length', 'ctrl+enter')).toEqual({ is: 'reserved' });
  expect(conflictOf(table, 'tool:length', 'l')).toBeNull();
  expect(conflictOf(table, 'tool:length', '`')).toBeNull();
});
