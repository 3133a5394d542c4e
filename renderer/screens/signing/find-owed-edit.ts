/** The edit that a signature has just entered in the log of discrepancies, for its score; null where there is none, or nobody to ask: the list tells of it later. */
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { ReportStatus } from '#shared/report/report.ts';
import type { PeerEdit } from '#shared/study/peer-review.ts';
import { station } from '../../station/client.ts';

/** Only where another's text lay before the signer, and the exchange has it already. */
export function mayOwe(
  task: Pick<ListedTask, 'state' | 'stamps'>,
  status: ReportStatus,
  signed: { readonly state: 'committed' | 'queued' },
): boolean {
  if (status !== 'final' || signed.state !== 'committed') return false;
  return task.state === 'reviewing' || task.stamps.preliminaryAt !== null;
}

export async function findOwedEdit(signed: {
  readonly reportId: string;
  readonly version: number;
}): Promise<PeerEdit | null> {
  // The report is signed: nothing that goes wrong here may look as if it were not.
  const own = await station.peerReview.mine().catch(() => null);
  const { reportId, version } = signed;
  const isIt = (edit: PeerEdit): boolean => edit.reportId === reportId && edit.version === version;
  return own?.ok ? (own.value.toScore.find(isIt) ?? null) : null;
}
