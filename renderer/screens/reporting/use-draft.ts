/** A draft in the window (journey step 8): saved at every pause in typing, private to the reader. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/failure.ts';
import type { ReportContent } from '#shared/report/report.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';

/** Pause in typing after which a draft goes to disk; the promise is 1 s. */
const pauseMs = 500;

export type DraftState = 'loading' | 'saved' | 'unsaved' | 'saving' | 'failed';

export interface FormerDraft {
  readonly memberName: string;
  readonly content: ReportContent;
}

const empty: ReportContent = { findings: '', impression: '', recommendation: '' };

export function useDraft(taskId: TaskId, holding: boolean) {
  const [content, setContent] = useState<ReportContent>(empty);
  const [state, setState] = useState<DraftState>('loading');
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [former, setFormer] = useState<readonly FormerDraft[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const latest = useRef<ReportContent>(empty);
  const revision = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saving = useRef<Promise<boolean>>(Promise.resolve(true));
  const dirty = useRef(false);

  useEffect(() => {
    let gone = false;
    if (!holding) {
      setState('saved');
      return;
    }
    unwrap(station.reporting.drafts({ taskId })).then(
      ({ own, former: others, begins }) => {
        if (gone) return;
        if (own) {
          latest.current = own.content;
          revision.current = own.revision;
          setContent(own.content);
          setSavedAt(own.savedAt);
        }
        if (own === null || begins) setFormer(others);
        setState('saved');
      },
      (error) => {
        if (gone) return;
        setFailure(failureOf(error));
        setState('failed');
      },
    );
    return () => {
      gone = true;
    };
  }, [taskId, holding]);

  /** Saves what is typed now; true once it lies on this station's disk. Saves follow each other in order. */
  const save = useCallback((): Promise<boolean> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    saving.current = saving.current.then(async () => {
      if (!dirty.current) return true;
      dirty.current = false;
      setState('saving');
      revision.current += 1;
      try {
        const saved = await unwrap(
          station.reporting.saveDraft({ taskId, content: latest.current, revision: revision.current }),
        );
        setSavedAt(saved.savedAt);
        setFailure(null);
        setState(dirty.current ? 'unsaved' : 'saved');
        return true;
      } catch (error) {
        dirty.current = true;
        setFailure(failureOf(error));
        setState('failed');
        return false;
      }
    });
    return saving.current;
  }, [taskId]);

  const change = useCallback(
    (next: ReportContent) => {
      latest.current = next;
      dirty.current = true;
      setContent(next);
      setState('unsaved');
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pauseMs);
    },
    [save],
  );

  // Leaving the case, or losing the page, saves what the last pause did not.
  useEffect(() => {
    const flush = (): void => void save();
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      flush();
    };
  }, [save]);

  return { content, change, save, state, savedAt, former, dismissFormer: () => setFormer([]), failure };
}
