/** The reconstruction over the panes of the viewer: collects the volume, says why there is none, shows three planes of it. */
import { type JSX, useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import type { LoadQueue } from '../load-queue.ts';
import { greyOf } from '../measuring/grey-of.ts';
import { headerOf } from '../metadata/header-book.ts';
import type { Pane } from '../pane.ts';
import type { Preset } from '../presets.ts';
import type { Slice, Stack } from '../stack.ts';
import { wordsIn } from '../words.ts';
import { type Collected, collectVolume } from './collect-volume.ts';
import type { PaneSource } from './mpr-pane.ts';
import { createMprRoom, type MprRoom } from './mpr-room.ts';
import { startState } from './mpr-state.ts';
import { mprWordsIn } from './mpr-words.ts';
import { planeNames } from './planes.ts';
import type { Volume } from './reslice.ts';
import { indexAt } from './volume.ts';

export interface MprViewProps {
  readonly stack: Stack;
  /** Counts what is loaded for the reconstruction, and holds it while the viewer is open. */
  readonly queue: LoadQueue;
  /** The pane it was entered from: its slice and window are taken over, and it stands where the cross is left. */
  readonly pane: Pane;
  /** The reader's window presets of the series' modality. */
  readonly presets: readonly Preset[];
  readonly language: Language;
  readonly tool: string;
  readonly overlayVisible: boolean;
  /** The open reconstruction, for keys; null while there is none. */
  readonly onRoom: (room: MprRoom | null) => void;
  readonly onLeave: () => void;
}

type Refused = Extract<Collected, { ok: false }>['why'];
type Shown =
  | { readonly is: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly is: 'refused'; readonly why: Refused }
  | { readonly is: 'open' };

export function MprView(props: MprViewProps): JSX.Element {
  const { stack, pane, language, overlayVisible } = props;
  const words = mprWordsIn(language);
  const root = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>({ is: 'loading', loaded: 0, total: stack.slices.length });
  const latest = useRef(props);
  latest.current = props;
  const room = useRef<MprRoom | null>(null);
  const images = stack.slices.map((slice) => slice.imageId).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `images` stands for the stack, which is a new object each time
  useEffect(() => {
    let isWanted = true;
    let collected: Collected | null = null;
    let told = 0;
    const onLoading = (loaded: number, total: number): void => {
      // Once a frame at most: a thousand slices may be there at once.
      if (loaded < total && performance.now() - told < 100) return;
      told = performance.now();
      if (isWanted && loaded < total) setShown({ is: 'loading', loaded, total });
    };
    void collectVolume(stack, onLoading, () => isWanted).then((found) => {
      collected = found;
      const host = root.current;
      if (found?.ok === true)
        for (const slice of found.slices) latest.current.queue.note(slice.imageId, true);
      if (!isWanted || found === null || host === null) return;
      if (!found.ok) {
        setShown({ is: 'refused', why: found.why });
        return;
      }
      setShown({ is: 'open' });
      const source = sourceOf(found, stack, pane, language, latest.current.presets);
      const from = stack.slices[pane.index()];
      const at = Math.max(0, nearestSlice(found.slices, stack, from));
      const hosts = Object.fromEntries(
        planeNames.map((name) => [name, host.querySelector(`[data-plane="${name}"]`) as HTMLElement]),
      ) as Parameters<typeof createMprRoom>[0]['hosts'];
      const start = startState(
        found.volume.grid,
        at,
        pane.look() ?? { window: source.ownWindow, invert: false },
      );
      room.current = createMprRoom({
        ...{ hosts, source, start, language },
        tool: () => latest.current.tool,
      });
      room.current.setOverlayVisible(latest.current.overlayVisible);
      latest.current.onRoom(room.current);
    });
    return () => {
      isWanted = false;
      latest.current.onRoom(null);
      const left = room.current;
      room.current = null;
      if (left === null || collected?.ok !== true) return;
      const k = indexAt(left.source.volume.grid, left.state().at)[2];
      const slice = collected.slices[Math.round(k)];
      left.destroy();
      if (slice !== undefined) pane.goTo(stack.slices.indexOf(slice));
    };
  }, [images, pane]);

  useEffect(() => room.current?.setLanguage(language), [language]);
  useEffect(() => room.current?.setOverlayVisible(overlayVisible), [overlayVisible]);

  return (
    <section ref={root} className="yz-mpr" aria-label={words.title} data-mpr={shown.is}>
      {planeNames.map((name) => (
        <div key={name} className={`yz-pane yz-mpr-${name}`} data-plane={name} />
      ))}
      {shown.is === 'loading' && (
        <div className="yz-mpr-message" role="status">
          {words.loading(shown.loaded, shown.total)}
        </div>
      )}
      {shown.is === 'refused' && (
        <div className="yz-mpr-message" role="alert">
          <strong>{words.refused}</strong>
          <p>{words.refusals[shown.why]}</p>
          <button type="button" className="yz-button" onClick={props.onLeave}>
            {words.leave}
          </button>
        </div>
      )}
    </section>
  );
}

function sourceOf(
  found: Extract<Collected, { ok: true }>,
  stack: Stack,
  pane: Pane,
  language: Language,
  presets: readonly Preset[],
): PaneSource {
  const first = found.slices[0] as Slice;
  const header = headerOf(first.imageId);
  const [own] = header?.windows ?? [];
  const number = stack.seriesNumber === null ? '' : `${stack.seriesNumber} `;
  const words = wordsIn(language);
  return {
    volume: found.volume,
    series: `${number}${stack.description || words.noDescription}`,
    presets,
    unit: greyOf(first.imageId)?.unit ?? '',
    lossy: header?.lossy ? words.lossy : '',
    every: found.every,
    missing: found.missing,
    ownWindow: own
      ? { lower: own.center - 0.5 - (own.width - 1) / 2, upper: own.center - 0.5 + (own.width - 1) / 2 }
      : (pane.look()?.window ?? rangeOf(found.volume)),
  };
}

/** Of the slice in the middle. */
function rangeOf({ values }: Volume): { lower: number; upper: number } {
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (const value of Array.from(values[values.length >> 1] ?? [])) {
    lower = Math.min(lower, value);
    upper = Math.max(upper, value);
  }
  return { lower, upper: Math.max(upper, lower + 1) };
}

/** Index among the volume's slices of the one nearest in the series to `from`. */
function nearestSlice(slices: readonly Slice[], stack: Stack, from: Slice | undefined): number {
  const wanted = from === undefined ? 0 : stack.slices.indexOf(from);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, slice] of slices.entries()) {
    const distance = Math.abs(stack.slices.indexOf(slice) - wanted);
    if (distance < least) {
      least = distance;
      best = at;
    }
  }
  return best;
}
