/** The two examinations of a visit that are read side by side, whichever of them is in hand. */
import { create } from 'zustand';

interface Together {
  /** Ids of the two tasks; empty while one is read alone. */
  readonly pair: readonly string[];
  setPair(pair: readonly string[]): void;
}

export const useTogether = create<Together>((set) => ({ pair: [], setPair: (pair) => set({ pair }) }));
