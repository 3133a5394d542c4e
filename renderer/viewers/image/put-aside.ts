/** 暂放: how a study lay when its reader left it, to be found again as it was: layout, series, slices, the pane in use. */
import type { ReaderPlaces } from './reader-places.ts';
import type { Arrangement } from './use-hung-study.ts';

export interface Aside {
  readonly arrangement: Arrangement;
  readonly places: ReaderPlaces;
}

/** Cases that lie aside at a time; more than a reader may hold. */
const most = 20;
const asides = new Map<string, Aside>();

export function putAside(key: string, aside: Aside): void {
  asides.set(key, aside);
  const oldest = asides.size > most ? asides.keys().next().value : undefined;
  if (oldest !== undefined) asides.delete(oldest);
}

/** Null where nothing was kept, or of another study. */
export function takeUp(key: string, studyInstanceUid: string): Aside | null {
  const aside = asides.get(key);
  if (aside?.arrangement.studyInstanceUid !== studyInstanceUid) return null;
  // It is the reader's own by now: no rule hangs it anew.
  return { ...aside, arrangement: { ...aside.arrangement, byRule: null } };
}
