/** Exchange time in the window: taken from the station's answers, carried on by the monotonic clock between them. */
import { useSyncExternalStore } from 'react';

let exchangeAtAnchor = Date.now();
let anchor = performance.now();
let known = false;

/** Sets the clock from a fresh answer; small corrections backwards wait, so that a countdown never jumps up. */
export function setExchangeNow(now: number): void {
  const shown = exchangeNow();
  if (known && now < shown && shown - now < 1000) return;
  exchangeAtAnchor = now;
  anchor = performance.now();
  known = true;
}

export function exchangeNow(): number {
  return exchangeAtAnchor + (performance.now() - anchor);
}

const listeners = new Set<() => void>();
let second = 0;
let timer: ReturnType<typeof setInterval> | null = null;

function tick(): void {
  const now = Math.floor(exchangeNow() / 1000);
  if (now === second) return;
  second = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 100);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** Exchange time in whole seconds (as ms), renewed each second: all countdowns on a screen change together. */
export function useExchangeSecond(): number {
  const value = useSyncExternalStore(subscribe, () => {
    if (second === 0) second = Math.floor(exchangeNow() / 1000);
    return second;
  });
  return value * 1000;
}
