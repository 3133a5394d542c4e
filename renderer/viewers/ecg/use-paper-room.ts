/** Room for the paper as the window stands: its size in whole CSS pixels and the screen's pixel ratio, both followed. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { pageOf } from '../../ui/page-of.ts';

export interface PaperSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Inner size of the element without scroll bars; null until it is laid out. */
export function useElementRoom(element: RefObject<HTMLElement | null>): PaperSize | null {
  const [room, setRoom] = useState<PaperSize | null>(null);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const measure = (): void => {
      const widthPx = watched.clientWidth;
      const heightPx = watched.clientHeight;
      if (widthPx === 0 || heightPx === 0) return;
      setRoom((before) =>
        before?.widthPx === widthPx && before.heightPx === heightPx ? before : { widthPx, heightPx },
      );
    };
    measure();
    const observer = new (pageOf(watched).ResizeObserver)(measure);
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return room;
}

/** Device pixels per CSS pixel; changes when the window moves to another screen or the page is zoomed. */
export function useDeviceRatio(): number {
  const [ratio, setRatio] = useState(() => window.devicePixelRatio || 1);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`);
    const follow = (): void => setRatio(window.devicePixelRatio || 1);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [ratio]);
  return ratio;
}
