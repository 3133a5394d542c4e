/** The picture fills the monitor, by one key: bars and report make room, what is critical stays in sight. */
import { useCallback, useEffect } from 'react';

/** Style sheets go by this mark of the page. */
const mark = 'fullPicture';

/** `page`: of the window that is filled; null while there is none. Returns the key's act; leaving the room ends it. */
export function useFullPicture(active: boolean, page: Document | null): () => void {
  useEffect(() => {
    if (!active || page === null) return;
    const root = page.documentElement;
    const follow = (): void => {
      if (page.fullscreenElement === null) delete root.dataset[mark];
      else root.dataset[mark] = '';
    };
    page.addEventListener('fullscreenchange', follow);
    return () => {
      page.removeEventListener('fullscreenchange', follow);
      delete root.dataset[mark];
      if (page.fullscreenElement !== null) void page.exitFullscreen().catch(() => undefined);
    };
  }, [active, page]);
  return useCallback(() => {
    if (page === null) return;
    // Refused where the browser is not asked by a hand; the picture then stays as it is.
    const done =
      page.fullscreenElement === null ? page.documentElement.requestFullscreen() : page.exitFullscreen();
    void done.catch(() => undefined);
  }, [page]);
}
