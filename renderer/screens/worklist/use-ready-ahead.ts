/**
 * Journey step 6, in the window: the cases that will be claimed next are decoded while the reader is busy or idle, so that
 * claiming only draws. What is no longer waiting is dropped at once; a case on screen always comes first.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { getReady } from './get-ready.ts';
import { useWorklist } from './use-worklist.ts';

/** Cases kept ready: one to claim, one that a colleague may claim first, one after it. */
const casesAhead = 3;

/** The first waiting tasks that lie here whole, in the order in which they are to be read. */
export function nextCases(tasks: readonly ListedTask[]): readonly ListedTask[] {
  return tasks
    .filter(({ state, held }) => state === 'waiting' && held.of > 0 && held.objects >= held.of)
    .slice(0, casesAhead);
}

export function useReadyAhead(): void {
  const list = useWorklist('waiting', '', null);
  const queries = useQueryClient();
  const ready = useRef(new Map<string, () => void>());
  const next = nextCases(list.data?.tasks ?? []);
  const wanted = next.map(({ taskId, held }) => `${taskId} ${held.of}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` stands for the tasks, which are new objects each time
  useEffect(() => {
    const keys = new Set(next.map((task) => task.taskId as string));
    for (const [taskId, stop] of ready.current) {
      if (keys.has(taskId)) continue;
      stop();
      ready.current.delete(taskId);
    }
    for (const { taskId } of next) {
      if (ready.current.has(taskId)) continue;
      ready.current.set(taskId, getReady(queries, taskId).stop);
    }
  }, [wanted, queries]);

  useEffect(() => {
    const held = ready.current;
    return () => {
      for (const stop of held.values()) stop();
      held.clear();
    };
  }, []);
}

/** Mounted for as long as a reader sits here, whatever place they are in. */
export function ReadyAhead(): null {
  useReadyAhead();
  return null;
}
