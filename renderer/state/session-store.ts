/** Who sits here and at which station; null until the station has answered. */
import { create } from 'zustand';
import type { Session, StationInfo } from '#shared/contract/session.ts';

interface SessionState {
  readonly info: StationInfo | null;
  readonly session: Session | null;
  readonly loaded: boolean;
  setInfo(info: StationInfo): void;
  setSession(session: Session | null): void;
}

export const useSession = create<SessionState>((set) => ({
  info: null,
  session: null,
  loaded: false,
  setInfo: (info) => set({ info }),
  setSession: (session) => set({ session, loaded: true }),
}));
