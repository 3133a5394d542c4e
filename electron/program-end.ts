/** Whether the program is on its way out, from its first moment on: it may be told to quit before its window has loaded. */
import { app } from 'electron';

let ending = false;
app.once('before-quit', () => {
  ending = true;
});

export const isEnding = (): boolean => ending;

/** For an end that comes without `before-quit`: Windows ends a session without asking. */
export function endsNow(): void {
  ending = true;
}
