/** A task as it stands when it is opened for reading: its study and the task's own snapshot. */
import type { TaskId } from '#shared/study/ids.ts';
import { station, unwrap } from '../../station/client.ts';

/** The query of an opened task; asked for as soon as it is claimed, so that the room finds it under way. */
export const openedTaskQuery = (taskId: TaskId) => ({
  queryKey: ['reading', taskId],
  queryFn: () => unwrap(station.reading.open({ taskId })),
});
