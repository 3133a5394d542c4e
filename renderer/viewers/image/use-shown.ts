/** Keeps count of what came on screen, and tells it in batches so that scrolling is not slowed by telling; once it is seen, what was drawn unseen. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Slice } from './stack.ts';

/** Shown images are told at most this often, in ms. */
const tellEvery = 250;

export interface Shown {
  /** True once a picture of this study is on screen, or could not be shown. */
  readonly first: boolean;
  readonly fail: () => void;
  readonly note: (pane: number, slice: Slice) => void;
}

export interface ShownListeners {
  readonly onImagesShown?: (sopInstanceUids: readonly string[]) => void;
  readonly onFirstImage?: (ms: number) => void;
}

/** `seen`: whether anybody sees the screen it is drawn on. */
export function useShown(studyInstanceUid: string, seen: boolean, listeners: ShownListeners): Shown {
  const latest = useRef({ ...listeners, seen });
  latest.current = { ...listeners, seen };
  const told = useRef({ study: '', since: 0, seen: new Set<string>(), pending: new Set<string>(), timer: 0 });
  const [firstOf, setFirstOf] = useState('');

  if (told.current.study !== studyInstanceUid) {
    told.current = {
      study: studyInstanceUid,
      since: performance.now(),
      seen: new Set(),
      pending: new Set(),
      timer: 0,
    };
  }

  const flush = useCallback((): void => {
    const book = told.current;
    clearTimeout(book.timer);
    book.timer = 0;
    if (book.pending.size === 0 || !latest.current.seen) return;
    const uids = [...book.pending];
    book.pending.clear();
    latest.current.onImagesShown?.(uids);
  }, []);

  useEffect(() => flush, [flush]);
  useEffect(() => {
    if (seen) flush();
  }, [seen, flush]);

  const note = useCallback(
    (_pane: number, slice: Slice): void => {
      const book = told.current;
      const uid = slice.instance.sopInstanceUid;
      if (book.seen.has(uid)) return;
      if (book.seen.size === 0) {
        latest.current.onFirstImage?.(performance.now() - book.since);
        setFirstOf(book.study);
      }
      book.seen.add(uid);
      book.pending.add(uid);
      book.timer ||= window.setTimeout(flush, tellEvery);
    },
    [flush],
  );

  const fail = useCallback((): void => setFirstOf(told.current.study), []);

  return { fail, first: firstOf === studyInstanceUid, note };
}
