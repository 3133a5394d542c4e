/** How long a window that draws no frames may keep `act` waiting, ms. */
const usualMs = 100;

/** Runs `act` once the frame that is being made now has been drawn; in a window that draws none, after `longestMs`. What it returns calls it off. */
export function afterPaint(act: () => void, longestMs = usualMs): () => void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    act();
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, longestMs);
  return () => {
    done = true;
  };
}
