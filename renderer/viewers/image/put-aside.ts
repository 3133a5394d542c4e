/** 暂放: how a study lay when its reader left it, to be found again as it was: layout, series, slices, the pane in use. */
import type { Arrangement } from './use-hung-study.ts';

interface Aside {
  arrangement: Arrangement;
  /** Slice of each pane, with the series it was shown of. */
  readonly slices: Map<number, { readonly seriesInstanceUid: string; readonly index: number }>;
}

/** Cases that lie aside at a time; more than a reader may hold. */
const most = 20;
const asides = new Map<string, Aside>();

export function keepArrangement(key: string, arrangement: Arrangement): void {
  const known = asides.get(key);
  if (known !== undefined) known.arrangement = arrangement;
  else asides.set(key, { arrangement, slices: new Map() });
  const oldest = asides.size > most ? asides.keys().next().value : undefined;
  if (oldest !== undefined) asides.delete(oldest);
}

export function keepSlice(key: string, pane: number, seriesInstanceUid: string, index: number): void {
  asides.get(key)?.slices.set(pane, { seriesInstanceUid, index });
}

/** The arrangement with the slices that were shown last; null where nothing was kept, or of another study. */
export function takeUp(key: string, studyInstanceUid: string): Arrangement | null {
  const aside = asides.get(key);
  if (aside?.arrangement.studyInstanceUid !== studyInstanceUid) return null;
  const panes = aside.arrangement.panes.map((pane, at) => {
    const slice = aside.slices.get(at);
    if (pane === null || slice?.seriesInstanceUid !== pane.seriesInstanceUid) return pane;
    return { seriesInstanceUid: pane.seriesInstanceUid, startIndex: slice.index };
  });
  // It is the reader's own by now: no rule hangs it anew.
  return { ...aside.arrangement, panes, byRule: null };
}
