/** How the station is linked to the exchange, and whether this window still hears its station. */
import { create } from 'zustand';
import type { LinkState } from '#shared/contract/events.ts';

interface LinkStoreState {
  readonly link: LinkState | null;
  /** False while the event stream to the own station is broken. */
  readonly hearing: boolean;
  setLink(link: LinkState): void;
  setHearing(hearing: boolean): void;
}

export const useLink = create<LinkStoreState>((set) => ({
  link: null,
  hearing: false,
  setLink: (link) => set({ link }),
  setHearing: (hearing) => set({ hearing }),
}));
