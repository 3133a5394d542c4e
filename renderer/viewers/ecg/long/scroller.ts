/** Where the page of a long recording begins, moved smoothly and outside React: only what shows the place listens. */

export interface Scroller {
  /** Seconds from the start of the recording. */
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  /** At once. */
  readonly jumpTo: (seconds: number) => void;
  /** On the way there at the next frames; further moves add up. */
  readonly glideBy: (seconds: number) => void;
  /** Seconds a page shows: the last page ends with the recording. */
  readonly setPage: (seconds: number) => void;
  readonly page: () => number;
  readonly stop: () => void;
}

export interface ScrollFrames {
  readonly request: (frame: () => void) => number;
  readonly cancel: (id: number) => void;
}

/** Share of the way that is left covered in one frame, and the rest that is not worth another. */
const perFrame = 0.32;
const closeEnough = 0.004;

/** `startSeconds`: where the page begins before anybody has moved it. */
export function createScroller(
  durationSeconds: number,
  startSeconds = 0,
  frames: ScrollFrames = browserFrames,
): Scroller {
  const listeners = new Set<() => void>();
  let at = startSeconds;
  let target = startSeconds;
  let page = 10;
  let frame = 0;
  const within = (seconds: number): number =>
    Math.min(Math.max(0, seconds), Math.max(0, durationSeconds - page));

  function move(to: number): void {
    if (to === at) return;
    at = to;
    for (const listener of listeners) listener();
  }

  function glide(): void {
    frame = 0;
    const left = target - at;
    move(Math.abs(left) < closeEnough ? target : at + left * perFrame);
    if (at !== target) frame = frames.request(glide);
  }

  function stop(): void {
    if (frame !== 0) frames.cancel(frame);
    frame = 0;
  }

  return {
    now: () => at,
    page: () => page,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    jumpTo: (seconds) => {
      stop();
      target = within(seconds);
      move(target);
    },
    glideBy: (seconds) => {
      target = within(target + seconds);
      if (frame === 0) frame = frames.request(glide);
    },
    setPage: (seconds) => {
      page = seconds;
      target = within(target);
      move(within(at));
    },
    stop,
  };
}

const browserFrames: ScrollFrames = {
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
};
