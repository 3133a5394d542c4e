/** Who sits at which window. A session lives in this process only: no token is ever written down. */
import type { Actor } from '../audit/actor.ts';

export interface WindowSession {
  readonly windowId: string;
  actor: Actor | null;
  /** Exchange time; null when signed in without a link. */
  expiresAt: number | null;
  locked: boolean;
  /** Open event streams: the window is there. */
  streams: number;
  /** Monotonic ms of the last stream's end, and of the last act of the person. */
  streamEndedAt: number;
  actedAt: number;
}

export interface WindowSessions {
  readonly of: (windowId: string) => WindowSession;
  readonly all: () => readonly WindowSession[];
  readonly forget: (windowId: string) => void;
  /** People at a window that is open, or was a moment ago (a page that is loaded again). */
  readonly present: () => readonly Actor[];
  /** Of those, who is not locked out and has done something lately: somebody a waiting case may count on. */
  readonly onDuty: () => readonly Actor[];
}

const reloadMs = 20_000;
/** As long as until an idle window locks itself. */
const recentlyActiveMs = 15 * 60_000;
const mostWindows = 500;

export function createWindowSessions(): WindowSessions {
  const sessions = new Map<string, WindowSession>();
  const people = (counts: (session: WindowSession) => boolean): readonly Actor[] => {
    const found = new Map<string, Actor>();
    for (const session of sessions.values()) {
      const open = session.streams > 0 || performance.now() - session.streamEndedAt < reloadMs;
      if (session.actor !== null && open && counts(session))
        found.set(session.actor.member.memberId, session.actor);
    }
    return [...found.values()];
  };
  return {
    of: (windowId) => {
      const known = sessions.get(windowId);
      if (known !== undefined) return known;
      const made: WindowSession = {
        windowId,
        actor: null,
        expiresAt: null,
        locked: false,
        streams: 0,
        streamEndedAt: Number.NEGATIVE_INFINITY,
        actedAt: performance.now(),
      };
      if (sessions.size >= mostWindows) {
        const idle = [...sessions.values()].find((one) => one.actor === null && one.streams === 0);
        if (idle !== undefined) sessions.delete(idle.windowId);
      }
      sessions.set(windowId, made);
      return made;
    },
    all: () => [...sessions.values()],
    forget: (windowId) => {
      sessions.delete(windowId);
    },
    present: () => people(() => true),
    onDuty: () =>
      people((session) => !session.locked && performance.now() - session.actedAt < recentlyActiveMs),
  };
}
