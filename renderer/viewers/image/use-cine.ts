/** Cine of the pane in use: available for multi-frame images, at the rate that the header gives. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { createCine } from './cine.ts';
import { headerOf } from './metadata/header-book.ts';
import type { Stack } from './stack.ts';
import type { ViewerSession } from './viewer-session.ts';

/** Where the header gives no rate: calm enough to follow, fast enough to see motion. */
const defaultFps = 15;

export interface CineControl {
  readonly available: boolean;
  readonly playing: boolean;
  readonly fps: number;
  readonly setFps: (fps: number) => void;
  readonly toggle: () => void;
}

export function useCine(session: ViewerSession | null, pane: number, stack: Stack | null): CineControl {
  const [playing, setPlaying] = useState(false);
  const [chosen, setChosen] = useState<{ series: string; fps: number } | null>(null);
  const cine = useMemo(
    () => createCine((frames) => session?.pane(pane)?.step(frames, true)),
    [session, pane],
  );
  const available = (stack?.slices.length ?? 0) > 1;
  const series = stack?.seriesInstanceUid ?? '';
  const first = stack?.slices[0];
  const frameTime = first && playing ? (headerOf(first.imageId)?.frameTimeMs ?? null) : null;
  const own = frameTime ? Math.max(1, Math.min(60, Math.round(1000 / frameTime))) : defaultFps;
  const fps = chosen?.series === series ? chosen.fps : own;

  useEffect(() => {
    if (playing && available) cine.play(fps);
    return () => cine.pause();
  }, [cine, playing, available, fps]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another series stands still until it is played
  useEffect(() => setPlaying(false), [series, pane]);

  return {
    available,
    playing,
    fps,
    setFps: useCallback((next: number) => setChosen({ series, fps: next }), [series]),
    toggle: useCallback(() => setPlaying((before) => !before), []),
  };
}
