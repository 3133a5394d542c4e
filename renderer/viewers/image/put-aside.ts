/** 暂放: how a study lay when its reader left it, to be found again as it was: layout, series, slices, the pane in use; also by a colleague it is passed to. */
import type { ImageLying } from '#shared/study/baton.ts';
import { createKeptAside } from '../keep-aside.ts';
import { type LayoutName, layouts } from './commands.ts';
import { createPlaces, type ReaderPlaces } from './reader-places.ts';
import type { Stack } from './stack.ts';
import type { Arrangement } from './use-hung-study.ts';

export interface Aside {
  readonly arrangement: Arrangement;
  readonly places: ReaderPlaces;
  readonly stacks: readonly Stack[];
}

const asides = createKeptAside<Aside>();

export const putAside = asides.put;

/** Null where nothing was kept, or of another study. */
export function takeUp(key: string, studyInstanceUid: string): Aside | null {
  const aside = asides.get(key);
  if (aside?.arrangement.studyInstanceUid !== studyInstanceUid) return null;
  // It is the reader's own by now: no rule hangs it anew.
  return { ...aside, arrangement: { ...aside.arrangement, byRule: null } };
}

/** How it lies, for another reader; null where nothing was kept. */
export function imageLyingOf(key: string): ImageLying | null {
  const aside = asides.get(key);
  if (aside === undefined) return null;
  const { arrangement, places, stacks } = aside;
  const { studyInstanceUid, layout, panes, active, single } = arrangement;
  const shown = places.list(stacks).filter(({ pane }) => pane < panes.length);
  return { viewer: 'image', studyInstanceUid, layout, panes: [...panes], active, single, places: shown };
}

/** As it lay before another reader; a layout that is not known here lets the study hang by rule. */
export function layImagesAs(key: string, { layout, places, viewer: _, ...lying }: ImageLying): void {
  if (!isLayout(layout)) return;
  putAside(key, {
    arrangement: { ...lying, layout, byRule: null },
    places: createPlaces(places),
    stacks: [],
  });
}

function isLayout(name: string): name is LayoutName {
  return Object.hasOwn(layouts, name);
}
