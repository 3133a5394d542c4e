/** Whether the exchange can be reached, as every window shows it: linked, connecting, lost within 10 s, or refused. */
import type { LinkState } from '#shared/contract/events.ts';
import type { Failure } from '#shared/failure.ts';
import type { ClockOffset } from './clock-offset.ts';

export interface LinkStates {
  readonly current: () => LinkState;
  readonly isLinked: () => boolean;
  readonly set: (state: LinkState['state'], why: Failure | null) => void;
  /** Called after every change; answers how to stop listening. */
  readonly listen: (hear: (state: LinkState) => void) => () => void;
}

export function createLinkStates(deps: {
  readonly clock: ClockOffset;
  readonly countOutbox: () => number;
}): LinkStates {
  const hearers = new Set<(state: LinkState) => void>();
  let state: LinkState['state'] = 'connecting';
  let since = deps.clock.now();
  let why: Failure | null = null;

  function current(): LinkState {
    const facts = deps.clock.facts();
    return {
      state,
      offsetMs: facts?.offsetMs ?? null,
      roundTripMs: facts?.roundTripMs ?? null,
      since: Math.max(0, since),
      outbox: deps.countOutbox(),
      why,
    };
  }

  return {
    current,
    isLinked: () => state === 'linked',
    set: (next, reason) => {
      if (next === state && reason?.code === why?.code) return;
      if (next !== state) since = deps.clock.now();
      state = next;
      why = reason;
      for (const hear of hearers) hear(current());
    },
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}
