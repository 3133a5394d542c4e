/** Where in the window a person is. Reading keeps the worklist's tab, so that going back finds it as it was. */
import { create } from 'zustand';
import type { WorklistTab } from '#shared/contract/worklist.ts';
import type { Study } from '#shared/study/study.ts';

export type Place =
  | { readonly screen: 'worklist' }
  /** `ahead`: what lies ready of a case whose claim is still under way. */
  | { readonly screen: 'reading'; readonly taskId: string; readonly ahead?: Study }
  | { readonly screen: 'tracking' }
  | { readonly screen: 'intake' }
  | { readonly screen: 'dispatch'; readonly taskId: string }
  | { readonly screen: 'referrals' }
  | { readonly screen: 'statistics' }
  | { readonly screen: 'peer-review' }
  | { readonly screen: 'patients' }
  | { readonly screen: 'retention' }
  | { readonly screen: 'audit' }
  | { readonly screen: 'policies' }
  | { readonly screen: 'templates' }
  | { readonly screen: 'settings' };

interface PlaceState {
  readonly place: Place;
  readonly tab: WorklistTab;
  go(place: Place): void;
  setTab(tab: WorklistTab): void;
}

export const usePlace = create<PlaceState>((set) => ({
  place: { screen: 'worklist' },
  tab: 'waiting',
  go: (place) => set({ place }),
  setTab: (tab) => set({ tab }),
}));
