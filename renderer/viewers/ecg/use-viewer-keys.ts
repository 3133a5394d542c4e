/** The one keyboard of an ECG: its keys act wherever the focus stands inside the viewer, but never take a control its own. */
import type { KeyboardEvent } from 'react';
import { actionOfKey, type EcgAction } from './shortcuts.ts';

/** `act` answers whether the action did anything; if not, the key keeps its usual meaning. */
export function useViewerKeys(act: (action: EcgAction) => boolean) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const action = actionOfKey(event);
    if (action === undefined || (isControl(event.target) && belongsToControls(event.key))) return;
    if (!act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** In a control, arrows, Tab, space and enter keep their usual meaning. */
function isControl(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, select, button, textarea') !== null;
}

function belongsToControls(key: string): boolean {
  return key.startsWith('Arrow') || key.startsWith('Page') || [' ', 'Tab', 'Enter'].includes(key);
}
