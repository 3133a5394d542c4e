/** Which monitor a window lies on: two of the same size and make are two, and keep their own millimetre. */
import { type BrowserWindow, screen } from 'electron';

/** The name the monitor gives of itself, where it gives one, and the system's number for it. */
export function monitorOf(window: BrowserWindow | null): { name: string } {
  const { label, id } =
    window === null ? screen.getPrimaryDisplay() : screen.getDisplayMatching(window.getBounds());
  return { name: [label, `#${id}`].filter(Boolean).join(' ').slice(0, 200) };
}
