/** How long to wait before trying again: doubling from a second, at most a minute, half of it by chance. */

/** Milliseconds before attempt `attempts + 1`; the jitter keeps 29 stations from coming back in one instant. */
export function retryDelay(attempts: number, random: () => number = Math.random): number {
  const full = Math.min(60_000, 1000 * 2 ** Math.min(attempts, 10));
  return Math.round(full / 2 + (full / 2) * random());
}
