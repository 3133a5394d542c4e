/** How fast bytes go out, over the last ten seconds. */

export interface TransferSpeed {
  readonly add: (bytes: number) => void;
  readonly bytesPerSecond: () => number;
}

const windowMs = 10_000;

export function createTransferSpeed(monotonic: () => number): TransferSpeed {
  let parts: Array<{ readonly at: number; readonly bytes: number }> = [];
  let startedAt: number | null = null;
  const prune = (now: number): void => {
    parts = parts.filter((part) => now - part.at <= windowMs);
    if (parts.length === 0) startedAt = null;
  };
  return {
    add: (bytes) => {
      const now = monotonic();
      prune(now);
      startedAt ??= now;
      parts.push({ at: now, bytes });
    },
    bytesPerSecond: () => {
      const now = monotonic();
      prune(now);
      if (startedAt === null) return 0;
      const seconds = Math.max(1000, Math.min(windowMs, now - startedAt)) / 1000;
      return parts.reduce((sum, part) => sum + part.bytes, 0) / seconds;
    },
  };
}
