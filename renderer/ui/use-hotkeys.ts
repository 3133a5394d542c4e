/** Keys of a screen. Letters never fire while somebody types or an input method is composing (拼音). */
import { useEffect, useRef } from 'react';

export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Name of a key press: `Enter`, `F2`, `Ctrl+Enter`, `Shift+ArrowUp`, `a`. */
export function keyName(event: KeyboardEvent): string {
  const parts = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : ''];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.shiftKey && event.key.length > 1) parts.push('Shift');
  return [...parts.filter(Boolean), key].join('+');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Plain letters, digits and arrows are left to the field a person types in; Ctrl, Alt and F-keys work everywhere. */
export function useHotkeys(hotkeys: Hotkeys, active = true): void {
  const latest = useRef(hotkeys);
  latest.current = hotkeys;
  useEffect(() => {
    if (!active) return;
    let modal = false;
    // Seen before the dialog or menu itself hears the key and goes: Escape then closes it, and nothing under it.
    const onCapture = (): void => {
      modal = document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      const name = keyName(event);
      if (name === 'Escape' && modal) return;
      const everywhere = /^(Ctrl\+|Alt\+|F\d|Escape)/.test(name);
      if (!everywhere && isTyping(event.target)) return;
      const act = latest.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [active]);
}
