/** Turns key presses into commands while the viewer is open, and leaves typing alone. */
import { useEffect, useRef } from 'react';
import { type Command, commandOfKey, type Shortcut } from './commands.ts';

/** True when the press belongs to text being typed, to an input method, or to a dialog. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === 'Process' || event.keyCode === 229) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"], [role="listbox"]'))
    return true;
  return target.matches('input:not([type="button"]):not([type="checkbox"]), textarea, select');
}

export interface KeyTakers {
  /** The reader's keys. */
  readonly shortcuts: readonly Shortcut[];
  /** False when there was nothing for the command to do: the key is left to whoever is outside. */
  readonly run: (command: Command) => boolean;
  /** Asked first: arrows and Enter belong to a measurement that is placed by key. True when the key was taken. */
  readonly place: (key: string, shift: boolean) => boolean;
}

/** Runs what a key stands for, while `active`. */
export function useKeys(active: boolean, takers: KeyTakers): void {
  const latest = useRef(takers);
  latest.current = takers;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey || event.metaKey || isTyping(event)) return;
      // Space and Enter on a button press the button.
      if ((event.key === ' ' || event.key === 'Enter') && event.target instanceof HTMLButtonElement) return;
      const isPlaced = !event.ctrlKey && latest.current.place(event.key, event.shiftKey);
      const command = isPlaced
        ? null
        : commandOfKey(event.key, event.shiftKey, event.ctrlKey, latest.current.shortcuts);
      if (!isPlaced && !command) return;
      event.preventDefault();
      // Cornerstone binds keys of its own (z undoes a drawing, Escape ends one); ours come first and alone.
      event.stopPropagation();
      const isTaken = isPlaced || (command !== null && latest.current.run(command));
      // Told again to the window alone, where the room around the pictures listens and Cornerstone does not.
      if (!isTaken) window.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, cancelable: true }));
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [active]);
}
