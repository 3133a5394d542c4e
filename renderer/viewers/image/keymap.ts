/** The table of keys as one reader has it: the built-in one with his own keys in place, and what stands against a new one. */
import type { Keymap } from '#shared/contract/keymap.ts';
import { type Command, type Shortcut, shortcuts } from './commands.ts';

/** `tool:length`, `step:-10`, `invert`. */
export function commandName(command: Command): string {
  return Object.values(command).join(':');
}

/** Keys that other parts of the reading room own, and those that begin or end everything. */
const reserved: ReadonlySet<string> = new Set([
  'escape',
  'enter',
  'tab',
  'f1',
  'f9',
  'f11',
  'ctrl+enter',
  'ctrl+p',
  'ctrl+e',
  'ctrl+b',
  'ctrl+c',
  'ctrl+v',
  'ctrl+x',
  'ctrl+j',
]);

export function shortcutsOf(keymap: Keymap): readonly Shortcut[] {
  return shortcuts.map((shortcut) => {
    const keys = keymap.keys[commandName(shortcut.command)];
    return keys === undefined ? shortcut : { ...shortcut, keys };
  });
}

export type Conflict = { readonly is: 'reserved' } | { readonly is: 'taken'; readonly by: Shortcut };

/** What stands against giving `key` to the command; null when nothing does. */
export function conflictOf(table: readonly Shortcut[], name: string, key: string): Conflict | null {
  if (reserved.has(key)) return { is: 'reserved' };
  const by = table.find((shortcut) => shortcut.keys.includes(key));
  return by === undefined || commandName(by.command) === name ? null : { is: 'taken', by };
}

/** With one key for a command; the others it had are given up. */
export function withKey(keymap: Keymap, name: string, key: string): Keymap {
  return { ...keymap, keys: { ...keymap.keys, [name]: [key] } };
}

/** With the built-in keys of a command again. */
export function withoutOwn(keymap: Keymap, name: string): Keymap {
  const { [name]: _, ...keys } = keymap.keys;
  return { ...keymap, keys };
}
