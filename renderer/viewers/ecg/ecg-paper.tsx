/** The paper of an ECG: grid, trace and calipers on three canvases, scrolled when a page to scale is larger than the window. */
import { useMemo, useRef } from 'react';
import type { CaliperSet } from '#shared/measure/ecg-caliper-set.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { CursorPlace } from './apply-action.ts';
import type { DisplaySettings } from './display-settings.ts';
import styles from './ecg-viewer.module.css';
import { viewPaper } from './layout/paper-view.ts';
import { useCaliperPointer } from './use-caliper-pointer.ts';
import { usePaperCanvases } from './use-paper-canvases.ts';
import { useDeviceRatio, useElementRoom } from './use-paper-room.ts';
import { usePooledCanvases } from './use-pooled-canvases.ts';
import type { EcgWords } from './words.ts';

export interface EcgPaperProps {
  /** What is measured. */
  readonly group: WaveformGroup;
  /** What is drawn: the same, or the same through the display filters. */
  readonly drawn: WaveformGroup;
  readonly settings: DisplaySettings;
  readonly words: EcgWords;
  readonly pixelsPerMm: number;
  readonly set: CaliperSet;
  readonly onSet: (set: CaliperSet) => void;
  readonly onHover: (place: CursorPlace | null, text: string) => void;
}

export function EcgPaper(props: EcgPaperProps) {
  const { group, drawn, settings, words, pixelsPerMm, set } = props;
  const frame = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const canvases = usePooledCanvases(paper);
  const room = useElementRoom(frame);
  const ratio = useDeviceRatio();
  const view = useMemo(
    () => (room === null ? null : viewPaper(group, settings, { ...room, pixelsPerMm })),
    [group, settings, room, pixelsPerMm],
  );
  const { failed, paintOverlay } = usePaperCanvases(canvases, {
    group,
    drawn,
    settings,
    view,
    words,
    ratio,
    set,
  });
  const handlers = useCaliperPointer({
    group,
    view,
    tool: settings.tool,
    set,
    onSet: props.onSet,
    paintOverlay,
    onHover: props.onHover,
  });
  return (
    <div ref={frame} className={styles.frame} data-theme={settings.theme}>
      {failed ? (
        <p role="alert" className={styles.failure}>
          {words.painterFailed}
        </p>
      ) : (
        <div
          ref={paper}
          className={styles.paper}
          style={{ width: view?.widthPx, height: view?.heightPx }}
          {...handlers}
        />
      )}
    </div>
  );
}
