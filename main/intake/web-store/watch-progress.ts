/** Bytes of a request as they come, cut off when they stop coming: a slow line may take hours, a silent one may not. */

export class NoProgress extends Error {}

/** Fewer bytes than this within the limit is no progress: one byte a minute would hold a connection for ever. */
const leastBytes = 1024;

/** Throws NoProgress when less than 1 KiB came within `limitMs` and the body has not ended. */
export async function* watchProgress(
  body: ReadableStream<Uint8Array>,
  limitMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let since = performance.now();
  let bytes = 0;
  try {
    for (;;) {
      const next = await within(reader.read(), since + limitMs - performance.now());
      if (next === null) throw new NoProgress();
      if (next.done) return;
      bytes += next.value.length;
      if (bytes >= leastBytes) {
        since = performance.now();
        bytes = 0;
      }
      yield next.value;
    }
  } finally {
    // Lets the connection go when the rest is not wanted.
    void reader.cancel().catch(() => undefined);
  }
}

function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), Math.max(0, ms));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
