/** The whole recording under the reader's hand: a click goes there, a drag scrolls; a frame shows where the page stands. */
import { type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react';
import type { EcgTheme } from '../display-settings.ts';
import { prepareLayer } from '../paint/canvas-layer.ts';
import { inks } from '../paint/ink.ts';
import { useDeviceRatio, useElementRoom } from '../use-paper-room.ts';
import styles from './long.module.css';
import { type OverviewPicture, overviewHeightPx, paintOverview } from './paint-overview.ts';
import type { Scroller } from './scroller.ts';

export interface OverviewBarProps {
  readonly picture: OverviewPicture;
  readonly scroller: Scroller;
  readonly theme: EcgTheme;
  readonly label: string;
}

export function OverviewBar({ picture, scroller, theme, label }: OverviewBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const marker = useRef<HTMLDivElement>(null);
  const room = useElementRoom(bar);
  const ratio = useDeviceRatio();
  const width = room?.widthPx ?? 0;
  const { durationSeconds, clock } = picture;

  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    const layer = prepareLayer(canvas.current, width, overviewHeightPx, ratio);
    if (layer === null) return;
    layer.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintOverview(layer.context, width, picture, inks[theme]);
  }, [picture, width, ratio, theme]);

  // The frame follows every frame of a scroll: it is moved past React.
  useEffect(() => {
    const follow = (): void => {
      const element = marker.current;
      if (element === null || width === 0) return;
      const px = width / durationSeconds;
      element.style.width = `${Math.max(3, scroller.page() * px)}px`;
      element.style.transform = `translateX(${scroller.now() * px}px)`;
      bar.current?.setAttribute('aria-valuenow', scroller.now().toFixed(1));
      bar.current?.setAttribute('aria-valuetext', clock.text(scroller.now()));
    };
    follow();
    return scroller.subscribe(follow);
  }, [scroller, width, durationSeconds, clock]);

  const seek = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const seconds = ((event.clientX - box.left) / box.width) * durationSeconds;
    scroller.jumpTo(seconds - scroller.page() / 2);
  };
  return (
    <div
      ref={bar}
      className={styles.overview}
      style={{ height: overviewHeightPx }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={durationSeconds}
      aria-valuenow={0}
      data-overview={picture.overview === null ? 'loading' : 'drawn'}
      data-trend={picture.rateByMinute === null ? 'loading' : 'drawn'}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
      }}
    >
      <canvas ref={canvas} />
      <div ref={marker} className={styles.marker} data-theme={theme} />
    </div>
  );
}
