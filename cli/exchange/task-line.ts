/** A task as one line for people: what, whose, how long, who. */
import type { Task } from '#shared/study/task.ts';

/** Documents beside the images, counted apart. */
function documentsOf({ images: { documents } }: Task): string {
  return documents === undefined ? '' : `+${documents.received}`;
}

export function taskLine(task: Task): string {
  const { order } = task;
  return [
    task.taskId,
    task.state,
    task.kind,
    order.urgency,
    task.siteName,
    order.patient.name,
    `${task.images.received}/${task.images.expected ?? '?'}${documentsOf(task)}`,
    task.clock.deadline === null ? '-' : new Date(task.clock.deadline).toISOString(),
    task.holder?.name ?? '-',
  ].join('\t');
}
