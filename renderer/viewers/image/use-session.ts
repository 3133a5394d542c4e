/** Starts Cornerstone and opens a session for the life of the viewer on screen; another one when the graphics are lost. */
import type { RenderingEngine } from '@cornerstonejs/core';
import { useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import type { MarkEvent } from '#shared/measure/marking.ts';
import type { ReaderPlaces } from './reader-places.ts';
import { createReaderWork } from './reader-work.ts';
import { renewEngine, startCornerstone } from './start-cornerstone.ts';
import { openViewerSession, type SessionListeners, type ViewerSession } from './viewer-session.ts';

export type SessionState =
  | { readonly is: 'starting' }
  | { readonly is: 'open'; readonly session: ViewerSession }
  | { readonly is: 'failed'; readonly detail: string };

/** What a viewer hears of its session and of the reader's work. */
export interface ViewerListeners extends Omit<SessionListeners, 'onGraphicsLost'> {
  readonly onMark: (event: MarkEvent) => void;
}

/** The session's state, its panes opened where `places` say; listeners may change at every rendering, the newest are called. */
export function useSession(
  { language, places, linkRoom }: { language: Language; places: ReaderPlaces; linkRoom: string },
  listeners: ViewerListeners,
): SessionState {
  const [state, setState] = useState<SessionState>({ is: 'starting' });
  const latest = useRef(listeners);
  latest.current = listeners;
  const speech = useRef(language);
  speech.current = language;

  useEffect(() => {
    let session: ViewerSession | null = null;
    let gone = false;
    const work = createReaderWork((event) => latest.current.onMark(event), places);
    const open = (engine: RenderingEngine): void => {
      if (gone) return;
      session = openViewerSession(
        engine,
        { language: speech.current, linkRoom, work },
        {
          onShown: (...given) => latest.current.onShown(...given),
          onFailed: (...given) => latest.current.onFailed(...given),
          onMeasured: (measurement) => latest.current.onMeasured(measurement),
          onActivate: (pane) => latest.current.onActivate(pane),
          onGraphicsLost() {
            session?.destroy();
            renewEngine(engine).then(open, fail);
          },
        },
      );
      setState({ is: 'open', session });
    };
    const fail = (thrown: unknown): void => {
      if (!gone) setState({ is: 'failed', detail: String(thrown) });
    };
    startCornerstone().then(open, fail);
    return () => {
      gone = true;
      session?.destroy();
      work.queue.stop();
      setState({ is: 'starting' });
    };
  }, [places, linkRoom]);

  useEffect(() => {
    if (state.is === 'open') state.session.setLanguage(language);
  }, [state, language]);

  return state;
}
