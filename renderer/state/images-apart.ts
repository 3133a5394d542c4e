/** Whether the pictures lie in a window of their own, and in which; whether a reader wants it so is remembered on this computer. */
import { create } from 'zustand';
import { openImagesPage } from '../station/images-page.ts';

const storageKey = 'yuanzhen.imagesApart';

interface ImagesApart {
  /** Null while the pictures lie where list and report are. */
  readonly page: Window | null;
  /** Opens the window and remembers it; false where there is no room for one. */
  open(memberId: string, title: string): boolean;
  /** Brings the pictures back, and remembers that too. */
  close(memberId: string): void;
}

export function wantsApart(memberId: string): boolean {
  return readWishes().includes(memberId);
}

function readWishes(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function keepWish(memberId: string, isWanted: boolean): void {
  const others = readWishes().filter((one) => one !== memberId);
  localStorage.setItem(storageKey, JSON.stringify(isWanted ? [...others, memberId] : others));
}

export const useImagesApart = create<ImagesApart>((set, get) => ({
  page: null,
  open(memberId, title) {
    if (get().page !== null) return true;
    const page = openImagesPage(`images-${memberId}`, title);
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
}));

// Its program goes with this window: what is left of it would be a dead picture of a patient.
globalThis.addEventListener?.('pagehide', () => {
  const { page } = useImagesApart.getState();
  useImagesApart.setState({ page: null });
  page?.close();
});
