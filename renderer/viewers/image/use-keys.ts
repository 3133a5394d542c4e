/** Turns key presses into commands while the viewer is open, and leaves typing alone. */
import { useEffect, useRef } from 'react';
import { type Command, commandOfKey } from './commands.ts';

/** True when the press belongs to text being typed, to an input method, or to a dialog. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === 'Process' || event.keyCode === 229) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"], [role="listbox"]'))
    return true;
  return target.matches('input:not([type="button"]):not([type="checkbox"]), textarea, select');
}

/** Runs `run` for every key that has a command, while `active`. */
export function useKeys(active: boolean, run: (command: Command) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event)) return;
      // Space and Enter on a button press the button.
      if ((event.key === ' ' || event.key === 'Enter') && event.target instanceof HTMLButtonElement) return;
      const command = commandOfKey(event.key, event.shiftKey);
      if (!command) return;
      event.preventDefault();
      // Cornerstone binds keys of its own (z undoes a drawing); ours come first and alone.
      event.stopPropagation();
      latest.current(command);
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [active]);
}
