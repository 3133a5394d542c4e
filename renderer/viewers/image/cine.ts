/** Plays the frames of a pane in a loop at a chosen rate. */

export interface Cine {
  readonly play: (framesPerSecond: number) => void;
  readonly pause: () => void;
  readonly isPlaying: () => boolean;
}

/** `step` shows the next frame; frames are skipped, never queued, when drawing is slower than the rate. */
export function createCine(step: (frames: number) => void): Cine {
  let handle = 0;
  const pause = (): void => {
    cancelAnimationFrame(handle);
    handle = 0;
  };
  return {
    play(framesPerSecond) {
      pause();
      const interval = 1000 / framesPerSecond;
      let last = performance.now();
      const tick = (now: number): void => {
        const due = Math.floor((now - last) / interval);
        if (due > 0) {
          last += due * interval;
          step(Math.min(due, 8));
        }
        handle = requestAnimationFrame(tick);
      };
      handle = requestAnimationFrame(tick);
    },
    pause,
    isPlaying: () => handle !== 0,
  };
}
