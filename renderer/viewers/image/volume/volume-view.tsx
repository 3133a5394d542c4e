/** The volume in three dimensions over the panes of the viewer: collected like a reconstruction, or the reason why there is none. */
import { type JSX, useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import type { LoadQueue } from '../load-queue.ts';
import { collectVolume } from '../mpr/collect-volume.ts';
import { mprWordsIn } from '../mpr/mpr-words.ts';
import type { Stack } from '../stack.ts';
import { wordsIn } from '../words.ts';
import { makeBlock } from './block.ts';
import { longestSide } from './paint-volume.ts';
import { createVolumeRoom, type VolumeRoom } from './volume-room.ts';
import { volumeWordsIn } from './volume-words.ts';

export interface VolumeViewProps {
  readonly stack: Stack;
  /** Counts what is loaded for the volume, and holds it while the viewer is open. */
  readonly queue: LoadQueue;
  readonly language: Language;
  /** The open volume, for keys; null while there is none. */
  readonly onRoom: (room: VolumeRoom | null) => void;
  readonly onLeave: () => void;
}

type Shown =
  | { readonly is: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'open' };

/** Fewer slices show no shape. */
const fewestSlices = 16;

export function VolumeView(props: VolumeViewProps): JSX.Element {
  const { stack, language } = props;
  const words = volumeWordsIn(language);
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>({ is: 'loading', loaded: 0, total: stack.slices.length });
  const latest = useRef(props);
  latest.current = props;
  const room = useRef<VolumeRoom | null>(null);
  const images = stack.slices.map((slice) => slice.imageId).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `images` stands for the stack, which is a new object each time
  useEffect(() => {
    let isWanted = true;
    const speech = (): Language => latest.current.language;
    const refuse = (why: string): void => setShown({ is: 'refused', why });
    const leaveRoom = (): void => {
      latest.current.onRoom(null);
      room.current?.destroy();
      room.current = null;
    };
    const { refusals } = volumeWordsIn(speech());
    if (stack.modality !== 'CT') refuse(refusals['not-ct']);
    else if (stack.slices.length < fewestSlices) refuse(refusals['few-slices']);
    else {
      const onLoading = (loaded: number, total: number): void => {
        if (isWanted && loaded < total) setShown({ is: 'loading', loaded, total });
      };
      void collectVolume(stack, onLoading, () => isWanted).then((found) => {
        const target = host.current;
        if (!isWanted || found === null || target === null) return;
        if (!found.ok) {
          refuse(mprWordsIn(speech()).refusals[found.why]);
          return;
        }
        for (const slice of found.slices) latest.current.queue.note(slice.imageId, true);
        const number = stack.seriesNumber === null ? '' : `${stack.seriesNumber} `;
        room.current = createVolumeRoom({
          host: target,
          block: makeBlock(found.volume, longestSide),
          grid: found.volume.grid,
          series: `${number}${stack.description || wordsIn(speech()).noDescription}`,
          language: speech(),
          onLost() {
            leaveRoom();
            refuse(volumeWordsIn(speech()).refusals.graphics);
          },
        });
        if (room.current === null) {
          refuse(volumeWordsIn(speech()).refusals.graphics);
          return;
        }
        setShown({ is: 'open' });
        latest.current.onRoom(room.current);
      });
    }
    return () => {
      isWanted = false;
      leaveRoom();
    };
  }, [images]);

  useEffect(() => room.current?.setLanguage(language), [language]);

  return (
    <section className="yz-mpr yz-volume" aria-label={words.title} data-volume={shown.is}>
      <div ref={host} className="yz-pane" data-volume-pane />
      {shown.is === 'loading' && (
        <div className="yz-mpr-message" role="status">
          {mprWordsIn(language).loading(shown.loaded, shown.total)}
        </div>
      )}
      {shown.is === 'refused' && (
        <div className="yz-mpr-message" role="alert">
          <strong>{words.refused}</strong>
          <p>{shown.why}</p>
          <button type="button" className="yz-button" onClick={props.onLeave}>
            {words.leave}
          </button>
        </div>
      )}
    </section>
  );
}
