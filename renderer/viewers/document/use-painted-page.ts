/** Paints one page of a document at a zoom, sharp on the screen it is on; a newer wish cancels an older one. */
import { type RefObject, useEffect, useState } from 'react';
import type { PageSource } from './page-source.ts';

const margin = 24;

export function usePaintedPage(wish: {
  readonly source: PageSource;
  readonly page: number;
  readonly turns: number;
  readonly zoom: number | null;
  readonly room: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}): { readonly done: boolean; readonly scale: number } {
  const { source, page, turns, zoom, room, canvas } = wish;
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [state, setState] = useState({ done: false, scale: 1 });

  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [room]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null || size.width === 0) return;
    const stop = new AbortController();
    const paint = async (): Promise<void> => {
      const facts = await source.page(page);
      const turned = turns % 2 === 1;
      const width = turned ? facts.height : facts.width;
      const height = turned ? facts.width : facts.height;
      const fit = Math.min((size.width - margin) / width, (size.height - margin) / height);
      const scale = zoom ?? Math.max(0.05, Math.min(fit, 4));
      if (stop.signal.aborted) return;
      await source.paint(page, element, scale * window.devicePixelRatio, turns, stop.signal);
      if (stop.signal.aborted) return;
      element.style.width = `${Math.round(width * scale)}px`;
      element.style.height = `${Math.round(height * scale)}px`;
      setState({ done: true, scale });
    };
    void paint().catch(() => undefined);
    return () => stop.abort();
  }, [source, page, turns, zoom, size, canvas]);

  return state;
}
