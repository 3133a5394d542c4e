/** Which series lies in which pane: hung by rule when a study opens, by the reader's hand afterwards. */
import { useMemo, useState } from 'react';
import type { HangingProtocol } from '#shared/study/hanging-protocol.ts';
import type { Study } from '#shared/study/study.ts';
import { pickHanging } from '../../hanging/pick-hanging.ts';
import type { LayoutName } from './commands.ts';
import { layouts } from './commands.ts';
import { type ObjectUrl, type Stack, stacksOf } from './stack.ts';

export interface HungPane {
  readonly seriesInstanceUid: string;
  /** Null: where the series was left, else at its first picture. */
  readonly startIndex: number | null;
  /** Key of the window preset that the protocol hung it with; the reader's own choices are not kept here. */
  readonly preset?: string;
}

/** On which picture and in which preset; where the series was left when neither is said. */
export type HangingWay = Partial<Pick<HungPane, 'startIndex' | 'preset'>>;

export interface HungStudy {
  readonly stacks: readonly Stack[];
  readonly layout: LayoutName;
  readonly panes: readonly (HungPane | null)[];
  readonly active: number;
  /** Index of the pane that fills the viewer for now; null when the layout shows all. */
  readonly single: number | null;
  /** All of it, for who comes back. */
  readonly arrangement: Arrangement;
  readonly stackOfPane: (index: number) => Stack | null;
  readonly setLayout: (layout: LayoutName) => void;
  readonly setActive: (index: number) => void;
  readonly toggleSingle: (index: number) => void;
  readonly hang: (index: number, seriesInstanceUid: string, how?: HangingWay) => void;
}

export interface Arrangement {
  readonly studyInstanceUid: string;
  readonly layout: LayoutName;
  readonly panes: readonly (HungPane | null)[];
  readonly active: number;
  readonly single: number | null;
  /** The reader's layouts it was hung with; null once he has changed it himself. */
  readonly byRule: readonly HangingProtocol[] | null;
}

/** Arrangement state of one study, as it was `left` or by rule; another study is hung anew, the same study with more images is left as it lies. */
export function useHungStudy(
  study: Study,
  objectUrl: ObjectUrl,
  saved: readonly HangingProtocol[],
  left: Arrangement | null,
): HungStudy {
  const stacks = useMemo(() => stacksOf(study, objectUrl), [study, objectUrl]);
  const [arrangement, setArrangement] = useState<Arrangement>(() => left ?? hungByRule(study, saved));
  let current = arrangement;
  const isOther = arrangement.studyInstanceUid !== study.studyInstanceUid;
  const wasEmpty = arrangement.panes.every((pane) => pane === null) && stacks.length > 0;
  // His layouts may be known a moment after the study; what he has changed by hand is his.
  const isLate = arrangement.byRule !== null && arrangement.byRule !== saved;
  if (isOther || wasEmpty || isLate) {
    current = hungByRule(study, saved);
    setArrangement(current);
  }
  const bySeries = useMemo(() => new Map(stacks.map((stack) => [stack.seriesInstanceUid, stack])), [stacks]);
  const stackOfPane = (index: number): Stack | null => {
    const pane = current.panes[index];
    return pane ? (bySeries.get(pane.seriesInstanceUid) ?? null) : null;
  };
  return {
    stacks,
    layout: current.layout,
    panes: current.panes,
    active: current.active,
    single: current.single,
    arrangement: current,
    stackOfPane,
    setLayout: (layout) => setArrangement((before) => spread(before, layout, stacks)),
    setActive: (active) =>
      setArrangement((before) => (before.active === active ? before : { ...before, active })),
    toggleSingle: (index) =>
      setArrangement((before) => ({
        ...before,
        active: index,
        single: before.single === null && before.panes.length > 1 ? index : null,
      })),
    hang: (index, seriesInstanceUid, how = {}) =>
      setArrangement((before) => ({
        ...before,
        byRule: null,
        panes: before.panes.map((pane, at) =>
          at === index ? { startIndex: null, ...how, seriesInstanceUid } : pane,
        ),
      })),
  };
}

function hungByRule(study: Study, saved: readonly HangingProtocol[]): Arrangement {
  const { layout, panes } = pickHanging(study, saved);
  return {
    studyInstanceUid: study.studyInstanceUid,
    layout,
    panes: padded(panes, layout),
    active: 0,
    single: null,
    byRule: saved,
  };
}

/** Another layout keeps what hangs and fills new panes with the series that hang nowhere yet. */
function spread(before: Arrangement, layout: LayoutName, stacks: readonly Stack[]): Arrangement {
  const size = sizeOf(layout);
  const kept = before.panes.slice(0, size);
  // The pane in use must not vanish when panes are taken away.
  if (before.active >= size) kept[size - 1] = before.panes[before.active] ?? null;
  const hung = new Set(kept.map((pane) => pane?.seriesInstanceUid));
  const free = stacks.filter((stack) => stack.slices.length > 0 && !hung.has(stack.seriesInstanceUid));
  const panes = padded(kept, layout).map((pane) => {
    if (pane) return pane;
    const next = free.shift();
    return next ? { seriesInstanceUid: next.seriesInstanceUid, startIndex: null } : null;
  });
  return { ...before, layout, panes, active: Math.min(before.active, size - 1), single: null, byRule: null };
}

function padded(panes: readonly (HungPane | null)[], layout: LayoutName): (HungPane | null)[] {
  return Array.from({ length: sizeOf(layout) }, (_, index) => panes[index] ?? null);
}

function sizeOf(layout: LayoutName): number {
  return layouts[layout].rows * layouts[layout].columns;
}
