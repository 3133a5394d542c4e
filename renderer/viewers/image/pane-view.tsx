/** One pane on screen: gives Cornerstone its element, takes wheel, drop and double click. */
import { type DragEvent, type JSX, useEffect, useRef } from 'react';
import { CoverageStrip } from './coverage-strip.tsx';
import type { NeededWindow } from './needed-windows.ts';
import type { Stack } from './stack.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { Words } from './words.ts';

export interface PaneViewProps {
  readonly session: ViewerSession;
  readonly index: number;
  readonly stack: Stack | null;
  /** Null: where the series was left, else at its first picture. */
  readonly startIndex: number | null;
  /** Window preset to open with; null for the picture's own window. */
  readonly preset: string | null;
  /** The window that the series must be looked at in, where there is one. */
  readonly need: NeededWindow | undefined;
  readonly active: boolean;
  readonly hidden: boolean;
  readonly overlayVisible: boolean;
  readonly words: Words;
  readonly onActivate: () => void;
  readonly onToggleSingle: () => void;
  readonly onDropSeries: (seriesInstanceUid: string) => void;
}

/** Wheel travel of one slice in CSS pixels; a notch of a common mouse is 100 to 120. */
const wheelTravel = 60;

export const seriesDragType = 'application/x-yuanzhen-series';

export function PaneView(props: PaneViewProps): JSX.Element {
  const { session, index, stack, startIndex, preset, active, hidden, overlayVisible, words } = props;
  const host = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!host.current || !element.current) return;
    return session.openPane(index, element.current, host.current);
  }, [session, index]);

  useEffect(() => {
    const pane = session.pane(index);
    if (!pane || !stack) return;
    if (pane.stack()?.seriesInstanceUid === stack.seriesInstanceUid && pane.stack()?.slices.length) {
      pane.grow(stack);
    } else {
      // A pane that is opened anew stands where it stood: its graphics were lost, or the case lay aside.
      const stood = pane.stack() === null ? session.places.indexIn(index, stack) : null;
      pane.show(stack, stood ?? startIndex ?? session.places.lastIn(stack) ?? 0, preset);
    }
  }, [session, index, stack, startIndex, preset]);

  useEffect(() => {
    session.pane(index)?.setOverlayVisible(overlayVisible);
  }, [session, index, overlayVisible]);

  useEffect(() => {
    const target = host.current;
    if (!target) return;
    let travelled = 0;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey) return;
      event.preventDefault();
      const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY;
      if (Math.sign(delta) !== Math.sign(travelled)) travelled = 0;
      travelled += delta;
      // One notch is one slice however far the driver says it went; a touchpad collects its small steps.
      const slices = Math.abs(delta) >= wheelTravel ? Math.sign(delta) : Math.trunc(travelled / wheelTravel);
      if (slices === 0) return;
      travelled = 0;
      // The pane under the wheel leads, also when keys go to another.
      session.drive(index);
      session.pane(index)?.step(slices);
    };
    // The right button zooms.
    const onMenu = (event: Event): void => event.preventDefault();
    target.addEventListener('wheel', onWheel, { passive: false });
    target.addEventListener('contextmenu', onMenu);
    return () => {
      target.removeEventListener('wheel', onWheel);
      target.removeEventListener('contextmenu', onMenu);
    };
  }, [session, index]);

  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    const series = event.dataTransfer.getData(seriesDragType);
    if (series) props.onDropSeries(series);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: every mouse act here has a key in commands.ts
    <div
      ref={host}
      className={`yz-pane${active ? ' yz-active' : ''}`}
      data-pane={index}
      data-active={active}
      hidden={hidden}
      onMouseDown={() => {
        session.drive(index);
        props.onActivate();
      }}
      onDoubleClick={props.onToggleSingle}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <div ref={element} className="yz-picture" />
      {stack !== null && stack.slices.length > 1 && (
        <CoverageStrip coverage={session.coverage} stack={stack} need={props.need} words={words} />
      )}
      {stack === null && <div className="yz-empty">{words.emptyPane}</div>}
    </div>
  );
}
