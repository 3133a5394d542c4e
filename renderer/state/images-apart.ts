/** Whether pictures lie in windows of their own, and in which: those that are read, and what is beside them. Whether a reader wants it so is remembered on this computer. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ApartKind } from '#shared/contract/shell.ts';
import { openImagesPage } from '../station/images-page.ts';

export interface ApartPage {
  /** Null while they lie where they are without it. */
  readonly page: Window | null;
  /** Opens the window and remembers it; false where there is no room for one. */
  open(memberId: string, title: string): boolean;
  /** Brings the pictures back, and remembers that too. */
  close(memberId: string): void;
  /** As it was remembered. */
  isWanted(memberId: string): boolean;
}

export type ApartStore = UseBoundStore<StoreApi<ApartPage>>;

function createApartPage(kind: ApartKind, storageKey: string): ApartStore {
  const readWishes = (): readonly string[] => {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
      return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
    } catch {
      return [];
    }
  };
  const keepWish = (memberId: string, isWanted: boolean): void => {
    const others = readWishes().filter((one) => one !== memberId);
    localStorage.setItem(storageKey, JSON.stringify(isWanted ? [...others, memberId] : others));
  };
  const store: ApartStore = create<ApartPage>((set, get) => ({
    page: null,
    open(memberId, title) {
      if (get().page !== null) return true;
      const page = openImagesPage(`${kind}-${memberId}`, title);
      if (page === null) return false;
      keepWish(memberId, true);
      page.addEventListener('pagehide', () => {
        if (get().page !== page) return;
        // Closed by hand: the reader wants them here.
        keepWish(memberId, false);
        set({ page: null });
      });
      set({ page });
      return true;
    },
    close(memberId) {
      const { page } = get();
      keepWish(memberId, false);
      set({ page: null });
      page?.close();
    },
    isWanted: (memberId) => readWishes().includes(memberId),
  }));
  // Its program goes with this window: what is left of it would be a dead picture of a patient.
  globalThis.addEventListener?.('pagehide', () => {
    const { page } = store.getState();
    store.setState({ page: null });
    page?.close();
  });
  return store;
}

/** The study that is read; what is beside it goes with it, unless that has a window of its own. */
export const useImagesApart = createApartPage('images', 'yuanzhen.imagesApart');
/** What is beside it: the prior, the other examination of the visit. */
export const useBesideApart = createApartPage('beside', 'yuanzhen.besideApart');
