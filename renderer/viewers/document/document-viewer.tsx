/** A picture or PDF, page by page: zoom, turn, pages. There are no calipers: nothing on it has a scale. */
import { ActionIcon, Text, Tooltip } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconChevronDown,
  IconChevronUp,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import styles from './document-viewer.module.css';
import type { PageSource } from './page-source.ts';
import { usePaintedPage } from './use-painted-page.ts';
import { documentWords, filled } from './words.ts';

const steps = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4] as const;

export interface DocumentViewerProps {
  readonly source: PageSource;
  readonly language: Language;
  /** Marks the document as an ECG on which nothing can be measured. */
  readonly isEcg: boolean;
  readonly isPdf: boolean;
  /** Called once the first page is painted. */
  readonly onPainted: () => void;
}

export function DocumentViewer(props: DocumentViewerProps) {
  const { source, language } = props;
  const words = documentWords(language);
  const [page, setPage] = useState(0);
  const [turns, setTurns] = useState(0);
  /** Null fits the page into the window. */
  const [zoom, setZoom] = useState<number | null>(null);
  const viewer = useRef<HTMLElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = usePaintedPage({ source, page, turns, zoom, room, canvas });
  const { onPainted } = props;
  useEffect(() => {
    if (painted.done) onPainted();
  }, [painted.done, onPainted]);
  useEffect(() => viewer.current?.focus(), []);

  const scale = painted.scale;
  const zoomBy = (direction: 1 | -1): void => {
    const next =
      direction > 0
        ? steps.find((step) => step > scale * 1.01)
        : [...steps].reverse().find((step) => step < scale * 0.99);
    if (next !== undefined) setZoom(next);
  };
  const turnTo = (next: number): void => {
    if (next < 0 || next >= source.pages) return;
    setPage(next);
    room.current?.scrollTo({ top: 0 });
  };
  const acts: Readonly<Record<string, () => void>> = {
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    '0': () => setZoom(null),
    r: () => setTurns((before) => (before + 1) % 4),
    PageDown: () => turnTo(page + 1),
    PageUp: () => turnTo(page - 1),
    Home: () => turnTo(0),
    End: () => turnTo(source.pages - 1),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : acts[event.key];
    if (act === undefined) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  };
  const button = (label: string, icon: React.ReactNode, act: () => void, disabled = false) => (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={act} disabled={disabled}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );

  return (
    <section
      ref={viewer}
      className={styles.viewer}
      aria-label={words.viewer}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the page itself takes the keyboard
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-document-viewer
    >
      <div className={styles.tools}>
        {props.isEcg && (
          <span className={styles.mark} data-picture-mark>
            {words.notMeasurable}
          </span>
        )}
        {button(words.zoomOut, <IconZoomOut size={18} />, () => zoomBy(-1))}
        <Text size="sm" className={`tabular ${styles.scale}`}>
          {Math.round(scale * 100)} %
        </Text>
        {button(words.zoomIn, <IconZoomIn size={18} />, () => zoomBy(1))}
        {button(words.fit, <IconArrowsMaximize size={18} />, () => setZoom(null))}
        {button(words.rotate, <IconRotateClockwise size={18} />, () =>
          setTurns((before) => (before + 1) % 4),
        )}
        {source.pages > 1 && (
          <>
            {button(words.previous, <IconChevronUp size={18} />, () => turnTo(page - 1), page === 0)}
            <Text size="sm" className="tabular" data-page={page + 1}>
              {filled(words.page, { page: page + 1, pages: source.pages })}
            </Text>
            {button(
              words.next,
              <IconChevronDown size={18} />,
              () => turnTo(page + 1),
              page + 1 === source.pages,
            )}
          </>
        )}
        <span className={styles.hint}>
          {source.allPages > source.pages
            ? filled(words.tooManyPages, { count: source.allPages, shown: source.pages })
            : words.keys}
        </span>
      </div>
      <div ref={room} className={styles.room}>
        <canvas ref={canvas} className={styles.page} data-painted={painted.done} />
      </div>
      {props.isPdf && <footer className={styles.foot}>{words.scriptsNotRun}</footer>}
    </section>
  );
}
