/** Whose messages are open in the window, from whatever screen. */
import { create } from 'zustand';

interface TalkState {
  readonly taskId: string | null;
  open(taskId: string): void;
  close(): void;
}

export const useTalk = create<TalkState>((set) => ({
  taskId: null,
  open: (taskId) => set({ taskId }),
  close: () => set({ taskId: null }),
}));
