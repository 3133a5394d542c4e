/** How commands and keys are written for people: in buttons, menus and the table of keys. */
import type { Language } from '#shared/failure.ts';
import { type Command, keyOf, type Shortcut } from './commands.ts';

/** What the command is called; empty when it stands in no table. */
export function commandLabel(command: Command, language: Language, shortcuts: readonly Shortcut[]): string {
  const wanted = JSON.stringify(command);
  const found = shortcuts.find((shortcut) => JSON.stringify(shortcut.command) === wanted);
  return found?.label[language] ?? '';
}

/** Its first key as people read it; empty when it has none. */
export function commandKey(command: Command, shortcuts: readonly Shortcut[]): string {
  const key = keyOf(command, shortcuts);
  return key === '' ? '' : shownKey(key);
}

/** A key as people read it: "Shift+H", "↑", "Space". */
export function shownKey(key: string): string {
  const names: Readonly<Record<string, string>> = {
    ' ': 'Space',
    arrowup: '↑',
    arrowdown: '↓',
    arrowleft: '←',
    arrowright: '→',
    pageup: 'PgUp',
    pagedown: 'PgDn',
  };
  return key
    .split(/\+(?=.)/)
    .map(
      (part) =>
        names[part] ?? (part.length === 1 ? part.toUpperCase() : `${part[0]?.toUpperCase()}${part.slice(1)}`),
    )
    .join('+');
}
