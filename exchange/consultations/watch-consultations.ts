/** Nobody answered in time, or the case was reported before an answer came: the consultation ends, and the case is seen no more. */
import { ok } from '#shared/result.ts';
import { consultationState, isConsultable } from '#shared/study/consultation.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Parts } from '../parts.ts';
import { commitConsultation, findConsultation } from './commit-consultation.ts';

/** States in which the reader may still come back to the case: it was given back, and another takes it up. */
const lives = (state: string): boolean => state === 'waiting';

/** One look; answers how many ended. */
export async function watchConsultations(deps: Parts): Promise<number> {
  const due = await deps.db
    .selectFrom('consultation')
    .innerJoin('task', 'task.taskId', 'consultation.taskId')
    .select(['consultation.consultationId', 'consultation.taskId'])
    .where('consultation.open', '=', 1)
    .where((term) =>
      term.or([
        term('consultation.answerBy', '<=', deps.clock.now()),
        term('task.state', 'not in', ['reading', 'preliminary', 'reviewing', 'waiting']),
      ]),
    )
    .limit(100)
    .execute();
  if (due.length === 0) return 0;
  const ended = await deps.write(async (trx, now) => {
    let count = 0;
    for (const { consultationId, taskId } of due) {
      const task = await readTask(trx, taskId);
      const one = task === null ? undefined : findConsultation(task, consultationId);
      if (task === null || one === undefined || consultationState(one) !== 'open') continue;
      const why = isConsultable(task) || lives(task.state) ? 'time' : 'reported';
      if (why === 'time' && one.answerBy > now) continue;
      await commitConsultation(trx, task, { ...one, ended: { at: now, why } }, now);
      await appendAudit(trx, {
        at: now,
        memberId: null,
        stationId: null,
        act: 'consultation-ended',
        success: true,
        object: taskId,
        detail: `${consultationId} ${why}`,
      });
      count += 1;
    }
    return ok(count);
  });
  return ended.ok ? ended.value : 0;
}
