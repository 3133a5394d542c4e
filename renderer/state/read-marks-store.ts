/**
 * What is measured on the images that are read (journey steps 7 and 8): the room that shows them publishes it, the report that
 * is written from it listens; a number in the report asks the room to show its measurement.
 */
import { create } from 'zustand';
import type { LinkedValues } from '#shared/report/numbers/image-links.ts';

interface ReadMarksState {
  readonly studyInstanceUid: string | null;
  /** Null until what was kept is known: nothing is stale before. */
  readonly values: LinkedValues | null;
  /** The measurement to be shown. */
  readonly goTo: { readonly id: string; readonly time: number } | null;
  publish(studyInstanceUid: string, values: LinkedValues): void;
  show(id: string): void;
  clear(): void;
}

export const useReadMarks = create<ReadMarksState>((set) => ({
  studyInstanceUid: null,
  values: null,
  goTo: null,
  publish: (studyInstanceUid, values) => set({ studyInstanceUid, values }),
  show: (id) => set({ goTo: { id, time: performance.now() } }),
  clear: () => set({ studyInstanceUid: null, values: null, goTo: null }),
}));
