/** Starts Cornerstone and opens a session for the life of the viewer on screen. */
import { useEffect, useRef, useState } from 'react';
import type { Language } from '#shared/failure.ts';
import { startCornerstone } from './start-cornerstone.ts';
import { openViewerSession, type SessionListeners, type ViewerSession } from './viewer-session.ts';

export type SessionState =
  | { readonly is: 'starting' }
  | { readonly is: 'open'; readonly session: ViewerSession }
  | { readonly is: 'failed'; readonly detail: string };

/** The session's state; listeners may change at every rendering, the newest are called. */
export function useSession(language: Language, listeners: SessionListeners): SessionState {
  const [state, setState] = useState<SessionState>({ is: 'starting' });
  const latest = useRef(listeners);
  latest.current = listeners;
  const speech = useRef(language);
  speech.current = language;

  useEffect(() => {
    let session: ViewerSession | null = null;
    let gone = false;
    startCornerstone().then(
      (engine) => {
        if (gone) return;
        session = openViewerSession(engine, speech.current, {
          onShown: (...given) => latest.current.onShown(...given),
          onFailed: (...given) => latest.current.onFailed(...given),
          onMeasured: (measurement) => latest.current.onMeasured(measurement),
          onMark: (event) => latest.current.onMark(event),
          onActivate: (pane) => latest.current.onActivate(pane),
        });
        setState({ is: 'open', session });
      },
      (thrown: unknown) => setState({ is: 'failed', detail: String(thrown) }),
    );
    return () => {
      gone = true;
      session?.destroy();
      setState({ is: 'starting' });
    };
  }, []);

  useEffect(() => {
    if (state.is === 'open') state.session.setLanguage(language);
  }, [state, language]);

  return state;
}
