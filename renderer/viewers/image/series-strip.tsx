/** The series of the study: a thumbnail, name, number of images and how much of it is loaded. */
import { cache } from '@cornerstonejs/core';
import { type JSX, memo, useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import type { LoadQueue, SeriesProgress } from './load-queue.ts';
import { seriesDragType } from './pane-view.tsx';
import { sopClassName } from './sop-class-names.ts';
import type { Stack } from './stack.ts';
import { drawThumbnail } from './thumbnail.ts';
import { wordsIn } from './words.ts';

export interface SeriesStripProps {
  readonly stacks: readonly Stack[];
  readonly queue: LoadQueue | null;
  readonly shownSeries: ReadonlySet<string>;
  readonly activeSeries: string | null;
  readonly language: Language;
  readonly onOpen: (seriesInstanceUid: string) => void;
}

export function SeriesStrip(props: SeriesStripProps): JSX.Element {
  const { stacks, queue, shownSeries, activeSeries, language, onOpen } = props;
  return (
    <nav className="yz-strip" aria-label={wordsIn(language).series}>
      {stacks.map((stack) => (
        <SeriesCard
          key={stack.seriesInstanceUid}
          stack={stack}
          queue={queue}
          language={language}
          shown={shownSeries.has(stack.seriesInstanceUid)}
          active={stack.seriesInstanceUid === activeSeries}
          onOpen={onOpen}
        />
      ))}
    </nav>
  );
}

interface SeriesCardProps {
  readonly stack: Stack;
  readonly queue: LoadQueue | null;
  readonly language: Language;
  readonly shown: boolean;
  readonly active: boolean;
  readonly onOpen: (seriesInstanceUid: string) => void;
}

const thumbnailSize = 112;

const SeriesCard = memo(function SeriesCard(props: SeriesCardProps): JSX.Element {
  const { stack, queue, language, shown, active, onOpen } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef('');
  const [progress, setProgress] = useState<SeriesProgress | null>(null);
  const words = wordsIn(language);

  useEffect(() => {
    if (!queue) return;
    const update = (): void => {
      const next = queue.progressOf(stack);
      setProgress((before) =>
        before &&
        before.loaded === next.loaded &&
        before.failed === next.failed &&
        before.total === next.total
          ? before
          : next,
      );
      const middle = stack.slices[Math.floor(stack.slices.length / 2)]?.imageId ?? '';
      const wanted = cache.getImage(middle) ? middle : (stack.slices[0]?.imageId ?? '');
      const image = cache.getImage(wanted);
      if (!image || !canvas.current || drawn.current === wanted) return;
      drawn.current = wanted;
      drawThumbnail(canvas.current, image);
    };
    update();
    return queue.onProgress(update);
  }, [queue, stack]);

  const total = stack.slices.length;
  const [document] = stack.documents;
  const title =
    stack.description || (document ? sopClassName(document.sopClassUid, language) : words.noDescription);
  const share = progress && total > 0 ? progress.loaded / total : 0;
  return (
    <button
      type="button"
      className={`yz-series${shown ? ' yz-shown' : ''}${active ? ' yz-active' : ''}`}
      title={title}
      draggable
      aria-pressed={active}
      data-series={stack.seriesInstanceUid}
      onClick={() => onOpen(stack.seriesInstanceUid)}
      onDragStart={(event) => event.dataTransfer.setData(seriesDragType, stack.seriesInstanceUid)}
    >
      <span className="yz-thumbnail">
        <canvas ref={canvas} width={thumbnailSize} height={thumbnailSize} />
        <span className="yz-modality">{stack.modality}</span>
        {total === 0 && (
          <span className="yz-document">{document ? words.notImage : words.waitingImages}</span>
        )}
      </span>
      <span className="yz-series-name">
        {stack.seriesNumber !== null && <b>{stack.seriesNumber}</b>} {title}
      </span>
      <span className="yz-series-count">
        {total > 0 && (share < 1 && progress ? `${progress.loaded} / ${total}` : words.images(total))}
        {stack.awaited > 0 && <em> {words.awaited(stack.awaited)}</em>}
        {progress && progress.failed > 0 && <em> {words.failedImages(progress.failed)}</em>}
      </span>
      <span
        className="yz-progress"
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={progress?.loaded ?? 0}
      >
        <span style={{ width: `${share * 100}%` }} className={share >= 1 ? 'yz-done' : ''} />
      </span>
    </button>
  );
});
