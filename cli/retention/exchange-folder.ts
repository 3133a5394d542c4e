/** Retention over an exchange's data folder. */
import { ok, type Result } from '#shared/result.ts';
import { openInFolder } from '../../exchange/open-in-folder.ts';
import { readStatus } from '../../exchange/retention/retention-rows.ts';
import {
  holdStudy,
  planNow,
  releaseHold,
  runRetention,
  setPolicy,
} from '../../exchange/retention/run-retention.ts';
import { byCommand, type RetentionDoor } from './retention-door.ts';

export async function openExchangeFolder(folder: string, alone: boolean): Promise<Result<RetentionDoor>> {
  const opened = await openInFolder(folder, alone);
  if (!opened.ok) return opened;
  const { parts, close } = opened.value;
  const region = { memberId: byCommand, siteId: null };
  return ok({
    program: 'exchange',
    status: () => readStatus(parts.db),
    setPolicy: (policy) => setPolicy(parts, byCommand, policy),
    plan: async () => ok(await planNow(parts)),
    run: () => runRetention(parts, byCommand),
    hold: (studyInstanceUid, reason) => holdStudy(parts, region, { studyInstanceUid, reason }),
    release: (studyInstanceUid, reason) => releaseHold(parts, region, { studyInstanceUid, reason }),
    close,
  });
}
