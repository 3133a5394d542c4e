/** Paints one page of a document at a zoom, sharp on the screen it is on; a newer wish cancels an older one. */
import { type RefObject, useEffect, useState } from 'react';
import type { DocumentPage, PageSource } from './page-source.ts';

const margin = 24;

export interface PaintedPage {
  /** Whether a page has been painted at all. */
  readonly done: boolean;
  /** CSS pixels for each of the page's own: of the newest wish, so that two quick keys build on each other. */
  readonly scale: number;
}

export function usePaintedPage(wish: {
  readonly source: PageSource;
  readonly page: number;
  readonly turns: number;
  readonly zoom: number | null;
  readonly room: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}): PaintedPage {
  const { source, page, turns, zoom, room, canvas } = wish;
  const [facts, setFacts] = useState<DocumentPage | undefined>();
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [done, setDone] = useState(false);
  const scale = facts === undefined ? 1 : (zoom ?? fitting(facts, turns, size));

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
    let current = true;
    void source.page(page).then(
      (known) => current && setFacts(known),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [source, page]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null || facts === undefined || size.width === 0) return;
    const stop = new AbortController();
    const paint = async (): Promise<void> => {
      await source.paint(page, element, scale * window.devicePixelRatio, turns, stop.signal);
      if (stop.signal.aborted) return;
      const { width, height } = turned(facts, turns);
      element.style.width = `${Math.round(width * scale)}px`;
      element.style.height = `${Math.round(height * scale)}px`;
      setDone(true);
    };
    void paint().catch(() => undefined);
    return () => stop.abort();
  }, [source, page, facts, turns, scale, size, canvas]);

  return { done, scale };
}

function turned(facts: DocumentPage, turns: number): DocumentPage {
  return turns % 2 === 0 ? facts : { width: facts.height, height: facts.width };
}

function fitting(facts: DocumentPage, turns: number, room: DocumentPage): number {
  const { width, height } = turned(facts, turns);
  const fit = Math.min((room.width - margin) / width, (room.height - margin) / height);
  return Math.max(0.05, Math.min(fit, 4));
}
