/** A task as it stands when it is opened for reading: its study and the task's own snapshot. */
import type { TaskId } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { station, unwrap } from '../../station/client.ts';

/** The query of an opened task; asked for as soon as it is claimed, so that the room finds it under way. */
export const openedTaskQuery = (taskId: TaskId) => ({
  queryKey: ['reading', taskId],
  queryFn: () => unwrap(station.reading.open({ taskId })),
  // An arriving or half-fetched study grows; events say when, this catches what they missed.
  refetchInterval: ({
    state,
  }: {
    readonly state: { readonly data?: { readonly study: Study } | undefined };
  }) => (state.data !== undefined && isWhole(state.data.study) ? (false as const) : 2000),
});

function isWhole({ series }: Study): boolean {
  return series.every((one) => one.instances.every((instance) => instance.held));
}
