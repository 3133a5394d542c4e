/** Tells the followers of the feed, inside this process, that something was committed. */

export interface FeedSignal {
  readonly notify: () => void;
  /** Answers a function that ends the listening. */
  readonly listen: (listener: () => void) => () => void;
}

export function createFeedSignal(): FeedSignal {
  const listeners = new Set<() => void>();
  return {
    notify: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
