/** What one pane's scrolling does to the others: they follow it when they are linked, and show where its slice crosses them. */
import type { Pane } from './pane.ts';
import {
  indexAtSameOffset,
  indexAtSamePlace,
  type LinkMode,
  type Match,
  type Standing,
} from './scroll-link.ts';
import type { Stack } from './stack.ts';

export interface PaneLinks {
  /** The pane that the reader moves from now on; the others follow it and never lead. */
  readonly drive: (id: string) => void;
  /** Turns a mode on, or off when it is on; by `offset` the places where the panes stand now belong together. */
  readonly toggle: (mode: Exclude<LinkMode, 'off'>) => void;
  readonly mode: () => LinkMode;
  /** This picture was drawn in the pane. */
  readonly shown: (id: string, imageId: string) => void;
  /** Panes came, went or show something else. */
  readonly refresh: () => void;
}

interface Matched extends Match {
  readonly stacks: readonly [string, string];
}

/** Links panes by their ids, which it asks for at each turn; those that show nothing follow nobody. */
export function createPaneLinks(panes: ReadonlyMap<string, Pane>): PaneLinks {
  let driver = '';
  let mode: LinkMode = 'off';
  let matches = new Map<string, Matched>();
  let last = '';

  const others = (): [string, Pane][] => [...panes].filter(([id]) => id !== driver);

  const match = (): void => {
    matches = new Map();
    const driving = panes.get(driver);
    for (const [id, pane] of others()) {
      const stacks = stacksOf(driving, pane);
      if (driving === undefined || stacks === null) continue;
      matches.set(id, { drivingIndex: driving.index(), followingIndex: pane.index(), stacks });
    }
  };

  const follow = (driving: Standing | null, id: string, pane: Pane): void => {
    const following = driving === null ? null : pane.standing();
    const matched = matches.get(id);
    if (driving === null || following === null) {
      pane.setLinkNote(null);
      return;
    }
    const stacks = stacksOf(panes.get(driver), pane);
    const isMatched = mode === 'offset' && matched !== undefined && `${matched.stacks}` === `${stacks}`;
    const to = isMatched
      ? indexAtSameOffset(driving, following, matched)
      : indexAtSamePlace(driving, following);
    pane.setLinkNote(to === null ? 'apart' : isMatched ? 'matched' : 'following');
    if (to !== null) pane.goTo(to);
  };

  const update = (): void => {
    const driving = panes.get(driver);
    // Where every slice lies is worked out for links only: unlinked panes scroll as fast as one.
    const standing = mode === 'off' ? null : (driving?.standing() ?? null);
    driving?.setLinkNote(null);
    driving?.showReference(null);
    for (const [id, pane] of others()) {
      pane.showReference(driving?.extent() ?? null);
      follow(standing, id, pane);
    }
  };

  return {
    drive(id) {
      if (id === driver) return;
      driver = id;
      last = '';
      // Where the panes stand belongs together by now: the new leader starts from here.
      if (mode === 'offset') match();
      update();
    },
    toggle(wanted) {
      mode = mode === wanted ? 'off' : wanted;
      if (mode === 'offset') match();
      update();
    },
    mode: () => mode,
    shown(id, imageId) {
      // The same slice in another window moves nobody.
      if (id !== driver || panes.size < 2 || imageId === last) return;
      last = imageId;
      update();
    },
    refresh() {
      last = '';
      update();
    },
  };
}

function stacksOf(driving: Pane | undefined, following: Pane): readonly [string, string] | null {
  const [a, b]: (Stack | null)[] = [driving?.stack() ?? null, following.stack()];
  return a && b ? [a.seriesInstanceUid, b.seriesInstanceUid] : null;
}
