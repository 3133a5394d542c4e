/** Panes that are linked with one another: those of one viewer, and those of viewers that lie side by side, such as a study and its prior. */
import type { Pane } from './pane.ts';
import { createPaneLinks, type PaneLinks } from './pane-links.ts';

export interface LinkRoom {
  /** By id. */
  readonly panes: Map<string, Pane>;
  readonly links: PaneLinks;
  readonly leave: () => void;
}

const rooms = new Map<
  string,
  { readonly panes: Map<string, Pane>; readonly links: PaneLinks; viewers: number }
>();

/** Viewers that enter a room by the same name share it; '' is a room of one's own. */
export function enterLinkRoom(name: string): LinkRoom {
  const panes = new Map<string, Pane>();
  const room = rooms.get(name) ?? { panes, links: createPaneLinks(panes), viewers: 0 };
  room.viewers += 1;
  if (name !== '') rooms.set(name, room);
  return {
    panes: room.panes,
    links: room.links,
    leave() {
      room.viewers -= 1;
      if (room.viewers === 0) rooms.delete(name);
    },
  };
}
