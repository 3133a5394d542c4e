/** The one keyboard of an ECG: its keys act wherever the focus stands inside the viewer, but never take a control its own. */
import type { KeyboardEvent } from 'react';
import { actionOfKey, type EcgAction } from './shortcuts.ts';

/**
 * `act` answers whether the action did anything; if not, the key keeps its usual meaning. `actFirst` is asked before it, for
 * keys that only some recordings have.
 */
export function useViewerKeys(
  act: (action: EcgAction) => boolean,
  actFirst: (press: KeyboardEvent<HTMLElement>) => boolean = () => false,
) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (isControl(event.target) && belongsToControls(event.key)) return;
    const action = actionOfKey(event);
    if (!actFirst(event) && (action === undefined || !act(action))) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** In a control, arrows, Tab, space and enter keep their usual meaning. */
function isControl(target: EventTarget): boolean {
  // Not by class: the viewer may lie in another window, whose classes are its own.
  return (target as HTMLElement).closest('input, select, button, textarea') !== null;
}

function belongsToControls(key: string): boolean {
  return (
    key.startsWith('Arrow') || key.startsWith('Page') || [' ', 'Tab', 'Enter', 'Home', 'End'].includes(key)
  );
}
