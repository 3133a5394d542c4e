/** What lies aside by reader and case, the latest few: shared by the viewers' 暂放. */

export interface KeptAside<Lies> {
  readonly put: (key: string, lies: Lies) => void;
  /** Undefined where nothing was kept. */
  readonly get: (key: string) => Lies | undefined;
}

/** Cases that lie aside at a time; more than a reader may hold. */
const most = 20;

export function createKeptAside<Lies>(): KeptAside<Lies> {
  const kept = new Map<string, Lies>();
  return {
    put: (key, lies) => {
      // Behind the others again: the one that was touched longest ago is let go.
      kept.delete(key);
      kept.set(key, lies);
      const oldest = kept.size > most ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    },
    get: (key) => kept.get(key),
  };
}
