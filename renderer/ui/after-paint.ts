/** Runs `act` once the frame that is being made now has been drawn; in a window that draws none, soon. */
const longestMs = 100;

export function afterPaint(act: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    act();
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, longestMs);
}
