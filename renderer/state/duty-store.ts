/** Who is on duty for this station, as its events tell; null while nobody knows. */
import { create } from 'zustand';
import type { Duty } from '#shared/study/duty.ts';

interface DutyStoreState {
  readonly duty: Duty | null;
  setDuty(duty: Duty | null): void;
}

export const useDuty = create<DutyStoreState>((set) => ({ duty: null, setDuty: (duty) => set({ duty }) }));
