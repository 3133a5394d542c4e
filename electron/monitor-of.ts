/** Which monitor a window lies on: two of the same size and make are two, and keep their own millimetre. */
import { BrowserWindow, screen, type WebContents } from 'electron';

/** The name the monitor gives of itself, where it gives one, and the system's number for it. */
export function monitorOf(asking: WebContents): { name: string } {
  const window = BrowserWindow.fromWebContents(asking);
  const { label, id } =
    window === null ? screen.getPrimaryDisplay() : screen.getDisplayMatching(window.getBounds());
  return { name: [label, `#${id}`].filter(Boolean).join(' ').slice(0, 200) };
}
