/**
 * The operations of one association that are not answered yet, no more at once than its asynchronous operations window
 * allows (PS3.7 annex D.3.3.3): a peer that asks for more is not read until one has ended.
 */

export interface RunningOperations {
  /** Null when another operation may begin; otherwise resolves when one has ended. */
  readonly waitForRoom: () => Promise<void> | null;
  /** `run` must not reject. Its signal is aborted by `cancel` and `abortAll`. */
  readonly begin: (messageId: number, run: (signal: AbortSignal) => Promise<void>) => void;
  readonly cancel: (messageId: number) => void;
  readonly abortAll: () => void;
  readonly count: () => number;
  /** Resolves when none is running. */
  readonly settled: () => Promise<void>;
}

export function createRunningOperations(window: number): RunningOperations {
  const running = new Set<{ messageId: number; abort: AbortController; done: Promise<void> }>();
  return {
    waitForRoom: () =>
      running.size < window ? null : Promise.race([...running].map((operation) => operation.done)),
    begin: (messageId, run) => {
      const abort = new AbortController();
      const operation = { messageId, abort, done: Promise.resolve() };
      running.add(operation);
      operation.done = run(abort.signal).finally(() => running.delete(operation));
    },
    cancel: (messageId) => {
      for (const operation of running) if (operation.messageId === messageId) operation.abort.abort();
    },
    abortAll: () => {
      for (const operation of running) operation.abort.abort();
    },
    count: () => running.size,
    settled: async () => {
      while (running.size > 0) await Promise.all([...running].map((operation) => operation.done));
    },
  };
}
