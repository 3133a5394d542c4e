/**
 * The marks of the study that is read (journey step 8): fetched when it is opened, every change kept within a second. What is marked
 * while the claim is still under way waits for it, and goes with the room when it is refused.
 */
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/failure.ts';
import { type MarkEvent, type Marks, noMarks } from '#shared/measure/marking.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';

/** Changes are sent this long after the first of them, in ms; the promise is 1 s. */
const gatherMs = 300;
const retryMs = 1000;

export interface KeptMarks {
  /** Undefined while they are asked for. */
  readonly kept: Marks | undefined;
  readonly onMark: (event: MarkEvent) => void;
  /** Sends what is gathered; true once all of it lies on the station's disk. */
  readonly flush: () => Promise<boolean>;
  /** Makes objects of the study of all that is marked, and says so. */
  readonly save: (lines: Readonly<Record<string, readonly string[]>>) => void;
  /** Why the last changes are not kept yet. */
  readonly failure: Failure | null;
}

/** Whether marks are kept, will be once the claim is given, or are only drawn. */
export type MarksKept = 'kept' | 'claiming' | 'drawn';

/** `place`: of the pictures; elsewhere they are opened anew, and marked with all that was kept until then. */
export function useMarks(taskId: TaskId, how: MarksKept, place: boolean): KeptMarks {
  const { t } = useTranslation();
  const active = how === 'kept';
  const [failure, setFailure] = useState<Failure | null>(null);
  const waiting = useRef<MarkEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const sending = useRef<Promise<boolean>>(Promise.resolve(true));

  const flush = useCallback((): Promise<boolean> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    sending.current = sending.current.then(async () => {
      const events = waiting.current.splice(0, 500);
      if (events.length === 0) return true;
      try {
        await unwrap(station.reading.mark({ taskId, events }));
        setFailure(null);
        return waiting.current.length === 0;
      } catch (error) {
        waiting.current.unshift(...events);
        setFailure(failureOf(error));
        timer.current ??= setTimeout(() => void flush(), retryMs);
        return false;
      }
    });
    return sending.current;
  }, [taskId]);

  const asked = useQuery({
    queryKey: ['marks', taskId, place],
    queryFn: async () => {
      await flush();
      return (await unwrap(station.reading.marks({ taskId }))) ?? noMarks;
    },
    enabled: active,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

  const onMark = useCallback(
    (event: MarkEvent): void => {
      if (how === 'drawn') return;
      const last = waiting.current.at(-1);
      // While a handle is dragged only where it is at the end of the gathering is kept.
      if (last !== undefined && isSameThing(last, event)) waiting.current.pop();
      waiting.current.push(event);
      if (active) timer.current ??= setTimeout(() => void flush(), gatherMs);
    },
    [how, active, flush],
  );

  useEffect(() => {
    if (!active) return;
    void flush();
    const leave = (): void => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [active, flush]);

  const save: KeptMarks['save'] = (lines) => {
    if (!active) return;
    const write = async (): Promise<void> => {
      await flush();
      const copied = Object.fromEntries(Object.entries(lines).map(([id, texts]) => [id, [...texts]]));
      try {
        const { objects } = await unwrap(station.reading.saveMarks({ taskId, lines: copied }));
        notifications.show({ color: 'teal', message: t('reading.marksSaved', { objects }) });
      } catch (error) {
        const { message, remedy } = failureOf(error);
        notifications.show({ color: 'red', title: message, message: remedy });
      }
    };
    void write();
  };

  return { kept: active ? asked.data : undefined, onMark, flush, save, failure };
}

function isSameThing(one: MarkEvent, other: MarkEvent): boolean {
  if (one.do === 'put' && other.do === 'put') return one.measurement.id === other.measurement.id;
  if (one.do === 'view' && other.do === 'view')
    return one.view.image.seriesInstanceUid === other.view.image.seriesInstanceUid;
  return false;
}
