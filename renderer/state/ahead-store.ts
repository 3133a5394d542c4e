/** The waiting case that the reader will open next, as it lies ready: its room is built behind the list while nobody waits. */
import { create } from 'zustand';
import type { Study } from '#shared/study/study.ts';

export interface AheadCase {
  readonly taskId: string;
  readonly study: Study;
}

export const useAhead = create<{
  readonly ahead: AheadCase | null;
  readonly setAhead: (ahead: AheadCase | null) => void;
}>((set) => ({ ahead: null, setAhead: (ahead) => set({ ahead }) }));
