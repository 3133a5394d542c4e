/** Journey step 4: what this station has measured of its link and of its own encoding, newest most. */
import type { UplinkMeasures } from './when-it-pays.ts';

export interface UplinkMeter {
  /** Around every upload; uploads side by side count as one busy time. */
  readonly begin: () => void;
  readonly sent: (bytes: number) => void;
  readonly end: () => void;
  readonly encoded: (bytes: number, left: number, ms: number) => void;
  readonly measures: () => UplinkMeasures;
}

/** Old busy time fades by half after so much more of it, in ms. */
const halfLifeMs = 5_000;
const leastBusyMs = 100;
const weight = 0.3;

export function createUplinkMeter(monotonic: () => number): UplinkMeter {
  let running = 0;
  let since = 0;
  let busyMs = 0;
  let bytes = 0;
  let encodedPerMs: number | null = null;
  let ratio: number | null = null;

  const settle = (): void => {
    const now = monotonic();
    if (running > 0) {
      const fade = 0.5 ** ((now - since) / halfLifeMs);
      busyMs = busyMs * fade + (now - since);
      bytes *= fade;
    }
    since = now;
  };
  const blend = (old: number | null, fresh: number) => (old === null ? fresh : old + (fresh - old) * weight);

  return {
    begin: () => {
      settle();
      running += 1;
    },
    sent: (count) => {
      settle();
      bytes += count;
    },
    end: () => {
      settle();
      running = Math.max(0, running - 1);
    },
    encoded: (size, left, ms) => {
      encodedPerMs = blend(encodedPerMs, size / Math.max(1, ms));
      ratio = blend(ratio, Math.min(1, left / size));
    },
    measures: () => ({
      bytesPerSecond: busyMs < leastBusyMs || bytes === 0 ? null : (bytes / busyMs) * 1000,
      encodedPerMs,
      ratio,
    }),
  };
}
