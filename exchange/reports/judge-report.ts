/** Journey step 10: which committed report stands. Pure: the claim numbers decide, never the order of arrival alone. */
import type { Task } from '#shared/study/task.ts';

export type Judgement = 'adopt' | 'set-aside' | 'stale';

const pastReports: ReadonlySet<Task['state']> = new Set([
  'arriving',
  'retaken',
  'cancelled',
  'withdrawn',
  'unchanged',
]);

/**
 * `stale`: the claim was never given, or the task is beyond reports. `set-aside`: 未采用, since another report was
 * committed under a later claim, or a signed one stands already.
 */
export function judgeReport(
  task: Pick<Task, 'state' | 'claim'>,
  given: { readonly reportId: string; readonly claim: number; readonly status: string },
  adopted: readonly { readonly reportId: string; readonly claim: number; readonly status: string }[],
): Judgement {
  if (given.claim > task.claim) return 'stale';
  // Arriving after a claim: a retake was asked for, and the text was about the images it is to replace.
  if (pastReports.has(task.state)) return 'set-aside';
  // A signed report is only ever replaced by an amendment, which is another act.
  if (adopted.some((one) => one.status !== 'preliminary')) return 'set-aside';
  if (adopted.some((one) => one.claim > given.claim)) return 'set-aside';
  return 'adopt';
}
